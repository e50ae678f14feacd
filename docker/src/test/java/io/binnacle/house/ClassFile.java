// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A class of the program and what it names.
 *
 * <p><i>Immutable.</i>
 *
 * @param module the folder of its module
 * @param name its full name
 * @param classes the full names of the classes in its code and signatures, its own among them
 * @param members the fields and methods that its code touches, as {@code owner.name descriptor}
 */
record ClassFile(String module, String name, Set<String> classes, Set<String> members) {
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

  static ClassFile read(String module, Path file) {
    try {
      return read(module, java.lang.classfile.ClassFile.of().parse(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClassFile read(String module, ClassModel model) {
    Set<String> classes = new TreeSet<>();
    Set<String> members = new HashSet<>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type -> classes.add(dotted(type.asInternalName()));
        case MemberRefEntry member ->
            members.add(
                dotted(member.owner().asInternalName())
                    + "."
                    + member.name().stringValue()
                    + " "
                    + member.type().stringValue());
        case Utf8Entry text ->
            IN_DESCRIPTOR
                .matcher(text.stringValue())
                .results()
                .map((MatchResult found) -> dotted(found.group(1)))
                .forEach(classes::add);
        default -> {}
      }
    }
    return new ClassFile(module, dotted(model.thisClass().asInternalName()), classes, members);
  }

  /** The full name of its package. */
  String packageName() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}

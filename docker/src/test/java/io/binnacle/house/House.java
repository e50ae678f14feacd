// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checkout that these tests run in.
 *
 * <p><i>Immutable.</i>
 */
final class House {
  /** The folder of the whole, wherever in it the tests were started. */
  static final Path ROOT = root();

  private House() {}

  /** All files below a folder of the house whose path ends like this, in order. */
  static List<Path> files(String folder, String suffix) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The classes of the program, without tests, module by module. */
  static List<ClassFile> classes() {
    return Stream.of("server", "plugins/standard", "plugins/kubernetes")
        .flatMap(
            module ->
                files(module + "/target/classes", ".class").stream()
                    .map(file -> ClassFile.read(module, file)))
        .toList();
  }

  private static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("conf/plugin.cfg"))) {
        return folder;
      }
    }
    throw new IllegalStateException("not in a checkout of Binnacle: " + start);
  }
}

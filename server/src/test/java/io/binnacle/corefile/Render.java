// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Corefiles as text again, in one form for all that mean the same. */
final class Render {
  private Render() {}

  static String render(Corefile corefile) {
    return corefile.blocks().stream().map(Render::render).collect(joining());
  }

  private static String render(Block block) {
    String keys =
        block.keys().stream()
            .map(key -> word(key.scheme().word() + "://" + key.zone() + ":" + key.port()))
            .collect(joining(" "));
    return keys + " {\n" + render(block.directives(), "  ") + "}\n";
  }

  private static String render(List<Directive> directives, String indent) {
    return directives.stream().map(directive -> render(directive, indent)).collect(joining());
  }

  private static String render(Directive directive, String indent) {
    String words =
        directive.arguments().stream()
            .map(argument -> " " + word(argument.text()))
            .collect(joining("", indent + word(directive.name()), ""));
    return directive.hasBlock()
        ? words + " {\n" + render(directive.properties(), indent + "  ") + indent + "}\n"
        : words + "\n";
  }

  /** Quoted, unless it is surely not needed. */
  static String word(String text) {
    return text.matches("[\\w.:/*-]+") ? text : '"' + text.replace("\"", "\\\"") + '"';
  }
}

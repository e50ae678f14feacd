// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;

/**
 * Hands arbitrary bytes to the parser, for a fuzzer to call. Only a {@link CorefileException} may
 * come out, each problem of which is a line.
 */
public final class CorefileFuzz {
  private static final Map<String, String> VARIABLES =
      Map.of("A", "a", "B", "{$A} {%A%}", "C", "{$C}", "D", "{$", "E", "{");

  private CorefileFuzz() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] data) {
    var in = new ByteArrayInputStream(data);
    expectLines(
        () -> {
          // Imports are looked for where there are none.
          var corefile = Corefile.read("/none/Corefile", in, 53, new Environment(VARIABLES::get));
          corefile.blocks().stream()
              .flatMap(block -> block.directives().stream())
              .forEach(CorefileFuzz::readAsPluginsDo);
        });
  }

  private static void readAsPluginsDo(Directive directive) {
    expectLines(() -> directive.zones(0, Zones.NONE));
    expectLines(() -> directive.integer(0, "a number", 0, 10));
    expectLines(() -> directive.duration(0, "a duration"));
    expectLines(() -> directive.word(0, List.of("random", "round_robin")));
    expectLines(() -> directive.value(0, "an address", text -> HostPort.parse(text, 53)));
    expectLines(() -> directive.options().done(directive));
    directive.properties().forEach(CorefileFuzz::readAsPluginsDo);
  }

  private static void expectLines(Problems.Step step) {
    try {
      step.run();
    } catch (CorefileException e) {
      for (Problem problem : e.problems()) {
        if (problem.toString().lines().count() != 1) {
          throw new AssertionError("not a line: " + problem);
        }
      }
    }
  }
}

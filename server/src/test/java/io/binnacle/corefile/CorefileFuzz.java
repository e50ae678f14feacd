// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What holds for any Corefile: it is read, and read the same once it is written, or each problem is
 * a line.
 */
public final class CorefileFuzz {
  private static final Map<String, String> VARIABLES =
      Map.of("A", "a", "B", "{$A} {%A%}", "C", "{$C}", "D", "{$", "E", "{");

  /** What a quoted word cannot say: a backslash before a quote, or at the end. */
  private static final Pattern UNSPEAKABLE = Pattern.compile("\\\\\\\\\"|\\\\\"\\s");

  /** In a file these would mean something else. */
  private static final List<String> OUT_OF_VARIABLES = List.of("{$", "{%", "import ");

  private CorefileFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    expectLines(
        () -> {
          Corefile corefile = read(data, new Environment(VARIABLES::get));
          corefile.blocks().stream()
              .flatMap(block -> block.directives().stream())
              .forEach(CorefileFuzz::readAsPluginsDo);
          checkWriting(Render.render(corefile));
        });
  }

  /** Imports are looked for where there are none. */
  private static Corefile read(byte[] data, Environment environment) throws CorefileException {
    return Corefile.read("/none/Corefile", new ByteArrayInputStream(data), 53, environment);
  }

  private static void checkWriting(String written) {
    if (OUT_OF_VARIABLES.stream().anyMatch(written::contains)
        || UNSPEAKABLE.matcher(written).find()) {
      return;
    }
    try {
      Corefile again = read(written.getBytes(UTF_8), new Environment(_ -> null));
      if (!Render.render(again).equals(written)) {
        throw new AssertionError("read as something else: " + written);
      }
    } catch (CorefileException e) {
      throw new AssertionError("not read again: " + written, e);
    }
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

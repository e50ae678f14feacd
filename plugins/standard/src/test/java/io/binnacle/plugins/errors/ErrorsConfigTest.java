// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.errors;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.binnacle.corefile.CorefileException;
import io.binnacle.plugins.errors.ErrorsConfig.Consolidate;
import io.binnacle.testing.Directives;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class ErrorsConfigTest {
  private static ErrorsConfig parse(String text) throws CorefileException {
    return ErrorsConfig.parse(Directives.parse(text));
  }

  private static List<String> problems(String text) {
    return Directives.problems(() -> parse(text));
  }

  @Test
  void logsEachErrorByDefault() throws Exception {
    assertThat(parse("errors")).isEqualTo(new ErrorsConfig(false, List.of()));
    assertThat(parse("errors stdout {\n}")).isEqualTo(parse("errors"));
  }

  @Test
  void readsPatternsInTheirOrder() throws Exception {
    var config =
        parse(
            """
            errors {
              consolidate 5m "^read"
              consolidate 1s time-out$ warning
              consolidate 1s a info show_first
              consolidate 1s b show_first
              consolidate 1s c debug
              consolidate 1s d error
              stacktrace
            }
            """);

    assertThat(config)
        .isEqualTo(
            new ErrorsConfig(
                true,
                List.of(
                    new Consolidate(ofMinutes(5), Pattern.compile("^read"), Level.ERROR, false),
                    new Consolidate(ofSeconds(1), Pattern.compile("time-out$"), Level.WARN, false),
                    new Consolidate(ofSeconds(1), Pattern.compile("a"), Level.INFO, true),
                    new Consolidate(ofSeconds(1), Pattern.compile("b"), Level.ERROR, true),
                    new Consolidate(ofSeconds(1), Pattern.compile("c"), Level.DEBUG, false),
                    new Consolidate(ofSeconds(1), Pattern.compile("d"), Level.ERROR, false))));
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(problems("errors stderr"))
        .containsExactly("Corefile:2:8: errors: expected one of stdout, found 'stderr'");
    assertThat(problems("errors stdout {\n stacktrace on\n stacktraces\n}"))
        .containsExactly(
            "Corefile:3:13: errors: stacktrace: expected end of line, found 'on'",
            "Corefile:4:2: errors: unknown property 'stacktraces', did you mean 'stacktrace'?");
  }

  @Test
  void saysWhatIsWrongWithAPattern() {
    String path = " errors: consolidate: expected ";
    String level = "one of warning, error, info, debug, show_first, found ";

    assertThat(
            problems(
                """
                errors {
                  consolidate
                  consolidate 1
                  consolidate 0s x
                  consolidate 1s
                  consolidate 1s "("
                  consolidate 1s "(?=x)"
                  consolidate 1s x fatal
                  consolidate 1s x show_first error
                  consolidate 1s x error error
                }
                """))
        .containsExactly(
            "Corefile:3:14:" + path + "a duration, found end of line",
            "Corefile:4:15:" + path + "a duration, found '1'",
            "Corefile:5:15:" + path + "a duration from 1ms to 8760h0m0s, found '0s'",
            "Corefile:6:17:" + path + "a regular expression, found end of line",
            "Corefile:7:18:" + path + "a regular expression, found '('",
            "Corefile:8:18:" + path + "a regular expression, found '(?=x)'",
            "Corefile:9:20:" + path + level + "'fatal'",
            "Corefile:10:31:" + path + "end of line, found 'error'",
            "Corefile:11:26:" + path + "one of show_first, found 'error'");
  }

  @Test
  void refusesAPatternOfMoreThan10000Characters() throws Exception {
    assertThat(parse("errors {\n consolidate 1s " + "x".repeat(10_000) + "\n}").patterns())
        .hasSize(1);
    assertThat(problems("errors {\n consolidate 1s " + "x".repeat(10_001) + "\n}")).hasSize(1);
  }
}

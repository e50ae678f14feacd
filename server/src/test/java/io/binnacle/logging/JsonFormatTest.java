// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class JsonFormatTest {
  private static String format(
      String logger, Level level, String text, @Nullable Throwable thrown) {
    Instant time = Instant.ofEpochMilli(1_800_000_000_123L);
    return LogFormat.JSON.line(new LogEvent(time, logger, level, text, thrown));
  }

  @Test
  void anEventIsAnObjectOnALine() {
    assertThat(format("io.binnacle.plugins.reload.Watch", Level.WARN, "later", null))
        .isEqualTo(
            """
            {"time":"2027-01-15T08:00:00.123Z","level":"warning","source":"plugin/reload","message":"later"}
            """);
  }

  @Test
  void theServerItselfNeedsNoSource() {
    assertThat(format("io.binnacle.server.Server", Level.INFO, "up", null))
        .doesNotContain("source")
        .contains("\"message\":\"up\"");
  }

  @Test
  void noTextLeavesItsString() {
    assertThat(format("io.binnacle.x", Level.ERROR, "a\"\\\n\t\u001b[2J\ud800é", null))
        .endsWith("\"message\":\"a\\\"\\\\\\n\\t\\u001b[2J\\ud800é\"}\n");
  }

  @Test
  void aStackTraceIsOneString() {
    assertThat(format("io.binnacle.x", Level.ERROR, "text", new IllegalStateException("one\ntwo")))
        .contains("\"stack\":\"java.lang.IllegalStateException: one\\ntwo\\n\\tat ")
        .hasLineCount(1);
  }

  @Test
  void lostLinesAreToldOfInTheSameForm() {
    assertThat(LogFormat.JSON.lost(17))
        .contains("\"level\":\"warning\",\"source\":\"log\",\"message\":\"17 lines lost");
    assertThat(LogFormat.TEXT.lost(17))
        .isEqualTo("[WARNING] log: 17 lines lost, since they could not be written\n");
  }
}

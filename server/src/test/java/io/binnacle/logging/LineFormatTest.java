// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LineFormatTest {
  private static String format(
      String logger, Level level, String text, @Nullable Throwable thrown) {
    return LineFormat.format(new LogEvent(Instant.EPOCH, logger, level, text, thrown));
  }

  @Test
  void aPluginsLineBeginsWithItsName() {
    assertThat(format("io.binnacle.plugins.health.Lameduck", Level.INFO, "going", null))
        .isEqualTo("[INFO] plugin/health: going\n");
  }

  @Test
  void theServersOwnLinesHaveNoPrefix() {
    assertThat(format("io.binnacle.queries", Level.INFO, "192.0.2.1:53 - 1", null))
        .isEqualTo("[INFO] 192.0.2.1:53 - 1\n");
  }

  @Test
  void aLibrarysLineBeginsWithItsClass() {
    assertThat(format("io.netty.channel.Channel", Level.WARN, "text", null))
        .isEqualTo("[WARNING] Channel: text\n");
  }

  @Test
  void noTextForgesALineOrSpeaksToTheTerminal() {
    assertThat(format("io.binnacle.x", Level.ERROR, "a\n[INFO] b\u001b[2J\u0085\u007f", null))
        .isEqualTo("[ERROR] a\\010[INFO] b\\027[2J\\133\\127\n");
  }

  @Test
  void furtherLinesOfAStackTraceAreIndented() {
    var thrown = new IllegalStateException("one\n[INFO] two");

    String lines = format("io.binnacle.x", Level.ERROR, "text", thrown);

    assertThat(lines.lines())
        .hasSizeGreaterThan(3)
        .startsWith("[ERROR] text", "\tjava.lang.IllegalStateException: one", "\t[INFO] two")
        .filteredOn(line -> !line.startsWith("\t"))
        .hasSize(1);
  }
}

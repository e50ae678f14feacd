// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.transport.EventLoops;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void allQueriesAreAnsweredOnEachEventLoop() {
    Rehearsal rehearsal = Rehearsal.of(PluginCatalog.packed(), LONG);

    try (EventLoops loops = EventLoops.open()) {
      assertThat(rehearsal.on(loops)).isEqualTo(8_000 * loops.all().size());
    }
  }

  @Test
  void aServerWithoutThosePluginsStartsWithoutIt() {
    Rehearsal rehearsal = Rehearsal.of(PluginCatalog.parse("cache:-"), LONG);

    try (EventLoops loops = EventLoops.open()) {
      assertThat(rehearsal.on(loops)).isZero();
    }
  }
}

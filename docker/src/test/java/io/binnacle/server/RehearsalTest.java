// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.transport.EventLoops;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void allQueriesAreAnsweredOnEachEventLoop() {
    Rehearsal rehearsal = Rehearsal.of(PluginCatalog.packed(), LONG);

    try (EventLoops loops = EventLoops.open()) {
      assertThat(rehearsal.on(loops)).isEqualTo(8_000 * loops.all().size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "prometheus:-", "prometheus:io.binnacle.NoSuchClass"})
  void aServerWithoutThosePluginsStartsWithoutIt(String plugins) {
    Rehearsal rehearsal = Rehearsal.of(PluginCatalog.parse(plugins), LONG);

    try (EventLoops loops = EventLoops.open()) {
      assertThat(rehearsal.on(loops)).isZero();
    }
  }
}

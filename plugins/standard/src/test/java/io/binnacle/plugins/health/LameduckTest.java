// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LameduckTest {
  @Test
  void waitsForItsDuration() {
    List<Duration> slept = new ArrayList<>();

    new Lameduck(Duration.ofSeconds(5), slept::add).run();

    assertThat(slept).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void endsWhenItIsTold() {
    var lameduck =
        new Lameduck(
            Duration.ofSeconds(5),
            _ -> {
              throw new InterruptedException();
            });

    lameduck.run();

    assertThat(Thread.interrupted()).isTrue();
  }
}

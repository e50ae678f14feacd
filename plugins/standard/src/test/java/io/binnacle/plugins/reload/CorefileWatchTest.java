// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CorefileWatchTest {
  @Test
  void looksAgainAndAgain() throws Exception {
    CountDownLatch looks = new CountDownLatch(3);
    CorefileWatch watch = new CorefileWatch(looks::countDown);
    watch.every(Duration.ofHours(1));
    watch.every(Duration.ofMillis(1));

    try (var _ = watch.start()) {
      assertThat(looks.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void mayBeClosedByTheLook() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    AutoCloseable[] running = {() -> {}};
    CountDownLatch started = new CountDownLatch(1);
    CorefileWatch watch =
        new CorefileWatch(
            () -> {
              try {
                started.await();
                running[0].close();
                over.countDown();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    watch.every(Duration.ofMillis(1));

    running[0] = watch.start();
    started.countDown();

    assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
  }
}

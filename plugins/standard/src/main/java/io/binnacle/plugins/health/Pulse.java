// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import io.binnacle.plugins.http.HttpAnswer;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Whether the event loops turn: a server that accepts connections for its health and answers no
 * query any more is to be restarted.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class Pulse {
  /** How long an event loop may be busy with something else. A kubelet waits 1 to 5 seconds. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Supplier<List<EventLoop>> loops;

  Pulse(Supplier<List<EventLoop>> loops) {
    this.loops = loops;
  }

  /** For whoever asks by HTTP; may block for as long as the patience lasts. */
  HttpAnswer answer() {
    List<Future<?>> beats = new ArrayList<>();
    for (EventLoop loop : loops.get()) {
      beats.add(loop.submit(() -> {}));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    int hanging = 0;
    for (Future<?> beat : beats) {
      if (!beat.awaitUninterruptibly(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        hanging++;
      }
    }
    return hanging == 0
        ? HttpAnswer.OK
        : HttpAnswer.unavailable("%d of %d event loops hang".formatted(hanging, beats.size()));
  }
}

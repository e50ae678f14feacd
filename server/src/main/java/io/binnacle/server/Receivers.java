// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Those who take the messages of a generation, on all event loops.
 *
 * <p><i>Safe for use by many threads.</i> They are asked on their event loops.
 */
final class Receivers {
  /** An event loop that takes longer to say when it was last asked is asked a lot. */
  private static final int PATIENCE_SECONDS = 1;

  private final Queue<LoopReceiver> all = new ConcurrentLinkedQueue<>();

  void add(LoopReceiver receiver) {
    all.add(receiver);
  }

  /** Done when each query that they took has had its response; no more may come. */
  CompletableFuture<Void> drained() {
    return CompletableFuture.allOf(
        all.stream().map(LoopReceiver::drained).toArray(CompletableFuture<?>[]::new));
  }

  /** For how long nobody has sent them a message. Blocks until they have said so. */
  Duration silence() {
    long now = System.nanoTime();
    return all.stream()
        .map(one -> one.lastMessage().completeOnTimeout(now, PATIENCE_SECONDS, TimeUnit.SECONDS))
        .toList()
        .stream()
        .map(last -> Duration.ofNanos(Math.max(0, now - last.join())))
        .min(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Lines on their way to a stream that may be slow, stuck or gone. {@link #write} never waits: when
 * too many lines are under way, further ones are dropped and counted, and the count is written when
 * there is room again.
 *
 * <p><i>Safe for use by many threads</i>: a bounded queue, and one thread that writes.
 */
final class LineWriter implements AutoCloseable {
  /** How many lines may be under way. */
  static final int CAPACITY = 8192;

  private static final int BATCH = 256;
  private static final long LAST_WORDS_MILLIS = 1000;

  private final OutputStream out;
  private final LongFunction<String> loss;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong lost = new AtomicLong();
  private long told; // of those, by the thread that writes
  private final Thread thread;
  private volatile boolean isClosing;

  private LineWriter(OutputStream out, LongFunction<String> loss) {
    this.out = out;
    this.loss = loss;
    // Not virtual: a stuck stream would hold a carrier thread for good.
    thread = Thread.ofPlatform().name("log").daemon().unstarted(this::run);
  }

  /**
   * Starts to write to this stream.
   *
   * @param loss the line that tells how many were lost
   */
  static LineWriter start(OutputStream out, LongFunction<String> loss) {
    LineWriter writer = new LineWriter(out, loss);
    writer.thread.start();
    return writer;
  }

  /** Takes a line, with its line feed, or drops it. */
  void write(String line) {
    if (!lines.offer(line)) {
      lost.incrementAndGet();
    }
  }

  /** How many lines were dropped, since they could not be written. */
  long lost() {
    return lost.get();
  }

  private void run() {
    List<String> batch = new ArrayList<>(BATCH);
    while (!isClosing || !lines.isEmpty()) {
      try {
        batch.add(lines.take());
        lines.drainTo(batch, BATCH - 1);
      } catch (InterruptedException _) {
        continue; // closing: the loop ends when the queue is empty
      }
      write(batch);
      batch.clear();
    }
  }

  private void write(List<String> batch) {
    try {
      out.write(String.join("", batch).getBytes(UTF_8));
      long now = lost.get();
      if (now > told) {
        out.write(loss.apply(now - told).getBytes(UTF_8));
      }
      out.flush();
      told = now;
    } catch (Throwable _) { // nobody reads, or the disk is full; there is nowhere to say so
      lost.addAndGet(batch.size());
    }
  }

  /** Writes what is under way, if that takes no longer than a second. */
  @Override
  public void close() {
    isClosing = true;
    thread.interrupt();
    try {
      thread.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

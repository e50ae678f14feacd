// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The threads that do all the work on queries: one for each CPU that the process may use. Each has
 * its own sockets, and what comes in on one is dealt with there.
 *
 * <p><i>Safe for use by many threads.</i> Its parts are final, or made for it.
 */
public final class EventLoops implements AutoCloseable {
  private static final int CLOSE_SECONDS = 5;

  private final Sockets sockets;
  private final EventLoopGroup group;
  private final List<EventLoop> loops;
  private final HeldAddresses held = new HeldAddresses();
  private final BufferCheck buffers = new BufferCheck();

  /**
   * Clients' connections take no more than half of what may be open; upstreams need sockets, too.
   */
  private final Semaphore connections = new Semaphore(OpenFiles.limit() / 2);

  private final CompletableFuture<Void> broken = new CompletableFuture<>();
  private volatile boolean isClosing;

  private EventLoops(Sockets sockets, int count) {
    this.sockets = sockets;
    this.group =
        new MultiThreadIoEventLoopGroup(
            count, new DefaultThreadFactory("loop"), sockets.ioHandlers());
    List<EventLoop> all = new ArrayList<>(count);
    group.forEach(loop -> all.add((EventLoop) loop));
    this.loops = List.copyOf(all);
    loops.forEach(loop -> loop.terminationFuture().addListener(_ -> ended()));
  }

  /** Starts one event loop per CPU, with the best kind of sockets that this machine has. */
  public static EventLoops open() {
    // the JVM counts the CPUs of the cgroup's quota
    return open(Sockets.best(), Runtime.getRuntime().availableProcessors());
  }

  static EventLoops open(Sockets sockets, int count) {
    return new EventLoops(sockets, count);
  }

  /** The event loops, always in the same order. */
  public List<EventLoop> all() {
    return loops;
  }

  private void ended() {
    if (!isClosing) {
      broken.complete(null);
    }
  }

  /** Done when one of them has ended that nobody has closed: its sockets are gone with it. */
  public CompletionStage<Void> broken() {
    return broken;
  }

  /** So many event loops, or all, if these are fewer. */
  List<EventLoop> atMost(int count) {
    return loops.subList(0, Math.min(count, loops.size()));
  }

  /**
   * Ends all threads, and with them every socket that is still open; returns when they have ended.
   */
  @Override
  public void close() {
    isClosing = true;
    group
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  Sockets sockets() {
    return sockets;
  }

  EventLoopGroup group() {
    return group;
  }

  Semaphore connections() {
    return connections;
  }

  HeldAddresses held() {
    return held;
  }

  BufferCheck buffers() {
    return buffers;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.Block;
import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Overlap;
import io.binnacle.corefile.Problems;
import io.binnacle.plugin.Setup;
import io.binnacle.transport.EventLoops;
import io.binnacle.transport.ListenException;
import io.binnacle.transport.Listener;
import io.binnacle.transport.TcpLimits;
import io.binnacle.transport.TcpListener;
import io.binnacle.transport.UdpListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A DNS server: server blocks behind listeners.
 *
 * <pre>{@code
 * build ─▶ start: bind, open what plugins need, answer ─▶ stop: before-stop, drain, close
 * }</pre>
 *
 * <p>{@link #build} opens nothing, so a server can be built, looked at, and thrown away.
 *
 * <p><i>Safe for use by many threads</i>: {@link #start} and {@link #stop} exclude each other.
 */
public final class Server implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Server.class);

  /** How long queries in flight may take once the server has been told to stop. */
  private static final Duration DRAIN = Duration.ofSeconds(4);

  private static final int TRIES_FOR_A_COMMON_PORT = 16;

  private final List<ServerBlock> blocks;
  private final Map<ListenAddress, Dispatcher> dispatchers;
  private final boolean isDebug;
  private final KeptObjects kept;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private @Nullable EventLoops loops;

  private Server(
      List<ServerBlock> blocks,
      Map<ListenAddress, Dispatcher> dispatchers,
      boolean isDebug,
      KeptObjects kept) {
    this.blocks = blocks;
    this.dispatchers = dispatchers;
    this.isDebug = isDebug;
    this.kept = kept;
  }

  /**
   * The server that a Corefile describes.
   *
   * @throws CorefileException with all that is wrong in it
   */
  public static Server build(Corefile corefile, PluginCatalog catalog) throws CorefileException {
    Problems problems = new Problems();
    KeptObjects kept = new KeptObjects();
    ServerSetup setup = new ServerSetup(kept);
    BlockBuilder builder = new BlockBuilder(catalog, setup, problems);
    List<ServerBlock> blocks = new ArrayList<>();
    for (Block block : corefile.blocks()) {
      blocks.add(builder.build(block));
    }
    problems.attempt(() -> Overlap.check(blocks.stream().flatMap(ServerBlock::claims).toList()));
    problems.throwIfAny();
    return new Server(List.copyOf(blocks), Dispatchers.of(blocks), setup.isDebug(), kept);
  }

  /** Whether a block asks for debug output. */
  public boolean isDebug() {
    return isDebug;
  }

  /** The zones that are served, as a start-up line each. */
  public List<String> zones() {
    return blocks.stream().flatMap(ServerBlock::zoneLines).sorted().toList();
  }

  /**
   * Binds the sockets, opens what the plugins need, and begins to answer. Blocks until then.
   *
   * @throws StartException if any of it fails; everything is closed again
   */
  public synchronized void start() throws StartException {
    List<String> failures = new ArrayList<>();
    EventLoops opening = EventLoops.open();
    loops = opening;
    kept.running(opening.all());
    dispatchers.forEach(
        (address, dispatcher) -> {
          try {
            listen(opening, address.address(), dispatcher);
          } catch (ListenException e) {
            failures.add(e.getMessage());
          }
        });
    if (failures.isEmpty()) {
      openAll(failures);
    }
    if (!failures.isEmpty()) {
      close();
      throw new StartException(failures);
    }
    listeners.forEach(Listener::start);
    blocks.stream().flatMap(block -> block.afterStart().stream()).forEach(Runnable::run);
  }

  /** UDP and TCP on the same port: where any port will do, one that is free for both. */
  private void listen(EventLoops opening, InetSocketAddress address, Dispatcher dispatcher)
      throws ListenException {
    for (int tries = 1; ; tries++) {
      TcpListener tcp =
          TcpListener.bind(
              opening, address, TcpLimits.DEFAULT, loop -> new LoopReceiver(dispatcher));
      try {
        InetSocketAddress same =
            new InetSocketAddress(address.getAddress(), tcp.address().getPort());
        listeners.add(UdpListener.bind(opening, same, loop -> new LoopReceiver(dispatcher)));
        listeners.add(tcp);
        return;
      } catch (ListenException e) {
        tcp.close();
        if (address.getPort() != 0 || tries == TRIES_FOR_A_COMMON_PORT) {
          throw e;
        }
      }
    }
  }

  /** Each on a virtual thread, all at once. */
  private void openAll(List<String> failures) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Setup.Named<Future<? extends AutoCloseable>>> opening = new ArrayList<>();
      for (ServerBlock block : blocks) {
        for (Setup.Named<Callable<? extends AutoCloseable>> one : block.onStart()) {
          opening.add(new Setup.Named<>(one.plugin(), threads.submit(one.value())));
        }
      }
      for (Setup.Named<Future<? extends AutoCloseable>> one : opening) {
        try {
          opened.add(one.value().get());
        } catch (ExecutionException e) {
          failures.add("plugin/" + one.plugin() + ": " + reason(e));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          failures.add("plugin/" + one.plugin() + ": interrupted");
        }
      }
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
  }

  /** The addresses that the server listens at, in the order of the Corefile. */
  public synchronized List<InetSocketAddress> addresses() {
    return listeners.stream().map(Listener::address).distinct().toList();
  }

  /**
   * Stops: lets plugins do what must come before, still answering; then reads no more, answers what
   * is in flight, and closes everything.
   */
  public synchronized void stop() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      blocks.stream().flatMap(block -> block.beforeStop().stream()).forEach(threads::execute);
    }
    try {
      CompletableFuture.allOf(
              listeners.stream()
                  .map(listener -> listener.drain().toCompletableFuture())
                  .toArray(CompletableFuture[]::new))
          .get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      logger.warn("Stopped before all queries were answered");
    }
    close();
  }

  /** Closes everything at once. */
  @Override
  public synchronized void close() {
    listeners.forEach(Listener::close);
    listeners.clear();
    for (AutoCloseable one : opened.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        logger.warn("While stopping: {}", e.toString());
      }
    }
    opened.clear();
    if (loops != null) {
      loops.close();
      loops = null;
    }
  }
}

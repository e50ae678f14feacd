// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.Block;
import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Overlap;
import io.binnacle.corefile.Problem;
import io.binnacle.corefile.Problems;
import io.binnacle.plugin.Setup;
import io.binnacle.transport.MessageReceiver;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one Corefile describes, and what its plugins have opened. A reload puts the next in its
 * place; a query ends in the one that it began in.
 *
 * <pre>{@code
 * build ─▶ open ─▶ serve, after-start ─▶ (before-stop, at the end of the process) ─▶ drain ─▶ close
 * }</pre>
 *
 * <p><i>Safe for use by many threads</i>, if {@link #open} and {@link #close} exclude each other.
 */
final class Generation implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Generation.class);

  private final String hash;
  private final boolean isDebug;
  private final List<Problem> warnings;
  private final List<ServerBlock> blocks;
  private final Map<ListenAddress, Dispatcher> dispatchers;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Receivers receivers;

  private Generation(
      String hash,
      boolean isDebug,
      List<Problem> warnings,
      List<ServerBlock> blocks,
      Receivers receivers) {
    this.hash = hash;
    this.isDebug = isDebug;
    this.warnings = List.copyOf(warnings);
    this.blocks = List.copyOf(blocks);
    this.dispatchers = Dispatchers.of(blocks);
    this.receivers = receivers;
  }

  /**
   * What a Corefile describes; opens nothing.
   *
   * @param kept what it has in common with those before and after
   * @param reloadIfChanged has the Corefile read again
   * @throws CorefileException with all that is wrong in it
   */
  static Generation build(
      Corefile corefile, PluginCatalog catalog, KeptObjects kept, Runnable reloadIfChanged)
      throws CorefileException {
    Problems problems = new Problems();
    String hash = corefile.hash();
    Receivers receivers = new Receivers();
    ServerSetup setup =
        new ServerSetup(kept, receivers, new RunningConfiguration(hash, reloadIfChanged));
    BlockBuilder builder = new BlockBuilder(catalog, setup, problems);
    List<ServerBlock> blocks = new ArrayList<>();
    for (Block block : corefile.blocks()) {
      blocks.add(builder.build(block));
    }
    problems.attempt(() -> Overlap.check(blocks.stream().flatMap(ServerBlock::claims).toList()));
    problems.throwIfAny();
    List<Problem> warnings = new ArrayList<>(corefile.warnings());
    warnings.addAll(setup.warnings());
    return new Generation(hash, setup.isDebug(), warnings, blocks, receivers);
  }

  /** The hash of its Corefile. */
  String hash() {
    return hash;
  }

  /** What is no error in its Corefile, but perhaps not meant. */
  List<Problem> warnings() {
    return warnings;
  }

  boolean isDebug() {
    return isDebug;
  }

  /** The zones that are served, as a start-up line each. */
  List<String> zones() {
    return blocks.stream().flatMap(ServerBlock::zoneLines).sorted().toList();
  }

  /** The addresses to listen at, in the order of the Corefile. */
  Set<ListenAddress> addresses() {
    return dispatchers.keySet();
  }

  /** What its blocks say about the listener at one of its addresses: the first that speaks. */
  ListenOptions options(ListenAddress address) {
    return blocks.stream()
        .filter(block -> block.listensAt(address))
        .map(ServerBlock::options)
        .reduce(ListenOptions.NONE, ListenOptions::or);
  }

  /** Gives what takes the messages that come in at one of its addresses. */
  MessageReceiver receiver(ListenAddress address, EventLoop loop) {
    LoopReceiver receiver =
        new LoopReceiver(loop, Objects.requireNonNull(dispatchers.get(address)));
    receivers.add(receiver);
    return receiver;
  }

  /**
   * Opens what the plugins need: all at once, each on a virtual thread.
   *
   * @throws StartException if any of it fails; everything is closed again
   */
  void open() throws StartException {
    List<String> failures = new ArrayList<>();
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
    if (!failures.isEmpty()) {
      close();
      throw new StartException(failures);
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
  }

  void afterStart() {
    blocks.stream().flatMap(block -> block.afterStart().stream()).forEach(Runnable::run);
  }

  /** Lets plugins do what must come before the server stops; returns when all have. */
  void beforeStop() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      blocks.stream().flatMap(block -> block.beforeStop().stream()).forEach(threads::execute);
    }
  }

  /** Done when each query that its receivers took has had its response; no more may come. */
  CompletableFuture<Void> drained() {
    return receivers.drained();
  }

  /** Closes what the plugins have opened, the latest first. */
  @Override
  public void close() {
    for (AutoCloseable one : opened.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        logger.warn("While closing: {}", e.toString());
      }
    }
    opened.clear();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.CorefileReader;
import io.binnacle.corefile.Problem;
import io.binnacle.logging.Logging;
import io.binnacle.transport.EventLoops;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A DNS server: listeners and event loops for as long as the process, and the generation that they
 * serve.
 *
 * <pre>{@code
 *            ┌──────────────────────────────────────────────────────────────┐
 *            ▼                                                              │
 * build ─▶ start ─────────────────────────▶ serving ─▶ stop                 │
 *          bind, open what plugins need,      │        before-stop, drain,  │
 *          answer                             │        close                │
 *                                             └─▶ reload ──────────────────┘
 *                                                 build, bind what is new, open, hand over;
 *                                                 drain and close what was
 * }</pre>
 *
 * <p>{@link #build} opens nothing, so a server can be built, looked at, and thrown away.
 *
 * <p><i>Safe for use by many threads</i>: {@link #start}, {@link #reload} and {@link #stop} exclude
 * each other, and a stop waits neither for what a reload opens nor for what it drains.
 */
public final class Server implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Server.class);

  /** How long queries in flight may take once the server has been told to stop. */
  private static final Duration DRAIN = Duration.ofSeconds(4);

  /** How long those of a generation may take that another has replaced; all are over by then. */
  private static final Duration LEAVE = Exchange.DEADLINE.plusSeconds(1);

  private final PluginCatalog catalog;
  private final KeptObjects kept;
  private final ReloadMetrics metrics;
  private final Reloads reloads;
  private final CompletableFuture<Void> stopping = new CompletableFuture<>();
  private final CompletableFuture<Void> broken = new CompletableFuture<>();

  private volatile Generation serving;
  private volatile Listeners listeners = Listeners.NONE;

  /** What nobody is served by any more, and is not closed yet. */
  private final List<AutoCloseable> leaving = new ArrayList<>();

  /** Who opens what a generation needs. */
  private volatile @Nullable Thread opening;

  private @Nullable EventLoops loops;

  private Server(Corefile corefile, PluginCatalog catalog, KeptObjects kept, CorefileReader reader)
      throws CorefileException {
    this.catalog = catalog;
    this.kept = kept;
    this.metrics = kept.get(ReloadMetrics.class, ReloadMetrics::new);
    var _ = kept.get(ListenerMetrics.class, all -> new ListenerMetrics(all, () -> listeners));
    this.reloads = new Reloads(this, reader, metrics);
    this.serving = Generation.build(corefile, catalog, kept, reloads::reloadIfChanged);
  }

  /**
   * The server that a Corefile describes, and goes on describing.
   *
   * @throws CorefileException with all that is wrong in it
   */
  public static Server build(Corefile corefile, PluginCatalog catalog) throws CorefileException {
    return build(corefile, catalog, () -> corefile);
  }

  /**
   * The server that a Corefile describes.
   *
   * @param reader reads the Corefile again
   * @throws CorefileException with all that is wrong in it
   */
  public static Server build(Corefile corefile, PluginCatalog catalog, CorefileReader reader)
      throws CorefileException {
    return new Server(corefile, catalog, new KeptObjects(), reader);
  }

  /** Whether a block asks for debug output. */
  public boolean isDebug() {
    return serving.isDebug();
  }

  /** What is no error in the Corefile, but perhaps not meant. */
  public List<Problem> warnings() {
    return serving.warnings();
  }

  /** The zones that are served, as a start-up line each. */
  public List<String> zones() {
    return serving.zones();
  }

  /** The addresses that the server listens at, in the order of the Corefile. */
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  /** Done when an event loop has ended by a fault: the server is deaf, in part or altogether. */
  public CompletionStage<Void> broken() {
    return broken;
  }

  /** The hash of the Corefile that is served. */
  String hash() {
    return serving.hash();
  }

  /** Whether the server has been told to stop. */
  boolean isStopping() {
    return stopping.isDone();
  }

  /**
   * Binds the sockets, opens what the plugins need, and begins to answer. Blocks until then.
   *
   * @throws StartException if any of it fails; everything is closed again
   */
  public void start() throws StartException {
    start(Rehearsal.NONE);
  }

  /**
   * The same; answers are fast when it returns, and are given before that.
   *
   * @throws StartException likewise
   */
  public synchronized void start(Rehearsal rehearsal) throws StartException {
    EventLoops started = EventLoops.open();
    loops = started;
    kept.running(started.all());
    started.broken().thenRun(() -> broken.complete(null));
    try {
      serve(serving, started);
      rehearsal.on(started);
      serving.afterStart();
    } catch (StartException e) {
      close();
      throw e;
    }
  }

  /**
   * Reads the Corefile again and serves what it says now. If that is not to be had, serves on as
   * before, and logs why. Returns when what was served before is closed.
   */
  public void reload() {
    reloads.reload(true);
  }

  /**
   * Serves what another Corefile says, without losing a query. Returns when what was served before
   * is closed.
   *
   * @throws CorefileException with all that is wrong in it; the server serves on as before
   * @throws StartException if something cannot be opened; likewise
   */
  public synchronized void reload(Corefile corefile) throws CorefileException, StartException {
    EventLoops running = loops;
    if (running == null) {
      throw new StartException(List.of("the server does not run"));
    }
    Generation next = Generation.build(corefile, catalog, kept, reloads::reloadIfChanged);
    Generation last = serving;
    Listeners before = listeners;
    serve(next, running);
    next.afterStart();
    next.warnings().forEach(warning -> logger.warn("{}", warning));
    Logging.setDebug(next.isDebug());
    leave(last, before.without(listeners));
  }

  /** Serves a generation, and no other, from now on. Whatever can fail comes first. */
  private void serve(Generation next, EventLoops on) throws StartException {
    Listeners wanted = listeners.bindFor(next, on);
    List<DnsListener> fresh = wanted.without(listeners);
    try {
      open(next);
    } catch (StartException e) {
      fresh.forEach(DnsListener::close);
      throw e;
    }
    await(listeners.handOver(serving, next), LEAVE);
    fresh.forEach(DnsListener::start);
    listeners = wanted;
    serving = next;
    metrics.running(next.hash());
  }

  /** Closes what is not served any more when its queries are over, unless the server stops. */
  private void leave(Generation last, List<DnsListener> unwanted) {
    leaving.addAll(unwanted);
    leaving.add(last);
    CompletableFuture<Void> over =
        CompletableFuture.allOf(Listeners.drain(unwanted), last.drained());
    if (!await(CompletableFuture.anyOf(over, stopping), LEAVE)) {
      logger.warn("Reloaded before all queries were answered");
    }
    if (!isStopping()) {
      closeLeaving();
    }
  }

  private void open(Generation next) throws StartException {
    opening = Thread.currentThread();
    try {
      if (isStopping()) {
        throw new StartException(List.of("the server stops"));
      }
      next.open();
    } finally {
      opening = null;
    }
  }

  /**
   * Stops: sends those elsewhere who stay connected and lets plugins do what must come before,
   * still answering; then reads no more, answers what is in flight, and closes everything.
   */
  public void stop() {
    hurry();
    synchronized (this) {
      listeners.dismiss();
      serving.beforeStop();
      if (!await(Listeners.drain(listeners.byAddress().values()), DRAIN)) {
        logger.warn("Stopped before all queries were answered");
      }
      close();
    }
  }

  /** Closes everything at once. */
  @Override
  public void close() {
    hurry();
    synchronized (this) {
      listeners.close();
      listeners = Listeners.NONE;
      closeLeaving();
      serving.close();
      if (loops != null) {
        loops.close();
        loops = null;
      }
    }
  }

  /** The server is to stop: has a start or a reload that is under way come to an end. */
  public void hurry() {
    stopping.complete(null);
    Thread thread = opening;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private synchronized void closeLeaving() {
    for (AutoCloseable one : leaving) {
      try {
        one.close();
      } catch (Exception e) {
        logger.warn("While closing: {}", e.toString());
      }
    }
    leaving.clear();
  }

  /** Whether it is done in time. */
  private static boolean await(CompletableFuture<?> end, Duration limit) {
    try {
      end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.CorefileReader;
import io.binnacle.corefile.Problem;
import io.binnacle.logging.Logging;
import io.binnacle.transport.EventLoops;
import io.binnacle.transport.ListenException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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

  private volatile Generation serving;
  private volatile Map<ListenAddress, DnsListener> listeners = Map.of();

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
    return listeners.values().stream().map(DnsListener::address).toList();
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
  public synchronized void start() throws StartException {
    EventLoops opening = EventLoops.open();
    loops = opening;
    kept.running(opening.all());
    try {
      serve(serving, opening);
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
    Map<ListenAddress, DnsListener> used = listeners;
    serve(next, running);
    next.warnings().forEach(warning -> logger.warn("{}", warning));
    Logging.setDebug(next.isDebug());
    List<DnsListener> unused = new ArrayList<>(used.values());
    unused.removeAll(listeners.values());
    leaving.addAll(unused);
    leaving.add(last);
    List<CompletableFuture<?>> ends = new ArrayList<>();
    unused.forEach(listener -> ends.add(listener.drain()));
    ends.add(last.drained());
    if (!await(CompletableFuture.anyOf(allOf(ends), stopping), LEAVE)) {
      logger.warn("Reloaded before all queries were answered");
    }
    if (!isStopping()) {
      closeLeaving();
    }
  }

  /** Serves a generation, and no other, from now on. Whatever can fail comes first. */
  private void serve(Generation next, EventLoops on) throws StartException {
    Map<ListenAddress, DnsListener> fresh = bindMissing(next, on);
    try {
      open(next);
    } catch (StartException e) {
      fresh.values().forEach(DnsListener::close);
      throw e;
    }
    Map<ListenAddress, DnsListener> wanted = new LinkedHashMap<>();
    List<CompletableFuture<?>> handedOver = new ArrayList<>();
    for (ListenAddress address : next.addresses()) {
      DnsListener known = listeners.get(address);
      if (known != null) {
        ListenOptions options = next.options(address);
        if (options.sockets() != serving.options(address).sockets()) {
          logger.warn("{}: keeps its sockets; their number changes at a start", address.label());
        }
        handedOver.add(known.handOver(options, loop -> next.receiver(address, loop)));
      }
      wanted.put(address, known != null ? known : Objects.requireNonNull(fresh.get(address)));
    }
    fresh.values().forEach(DnsListener::start);
    listeners = Collections.unmodifiableMap(wanted);
    serving = next;
    metrics.running(next.hash());
    await(allOf(handedOver), LEAVE);
    next.afterStart();
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

  /** Listeners, not started yet, at the addresses that are not listened at. */
  private Map<ListenAddress, DnsListener> bindMissing(Generation next, EventLoops on)
      throws StartException {
    Map<ListenAddress, DnsListener> bound = new LinkedHashMap<>();
    List<String> failures = new ArrayList<>();
    for (ListenAddress address : next.addresses()) {
      if (!listeners.containsKey(address)) {
        try {
          bound.put(
              address,
              DnsListener.bind(
                  on,
                  address.address(),
                  next.options(address),
                  loop -> next.receiver(address, loop)));
        } catch (ListenException e) {
          failures.add(e.getMessage());
        }
      }
    }
    if (!failures.isEmpty()) {
      bound.values().forEach(DnsListener::close);
      throw new StartException(failures);
    }
    return bound;
  }

  /**
   * Stops: lets plugins do what must come before, still answering; then reads no more, answers what
   * is in flight, and closes everything.
   */
  public void stop() {
    hurry();
    synchronized (this) {
      serving.beforeStop();
      if (!await(allOf(listeners.values().stream().map(DnsListener::drain).toList()), DRAIN)) {
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
      listeners.values().forEach(DnsListener::close);
      listeners = Map.of();
      closeLeaving();
      serving.close();
      if (loops != null) {
        loops.close();
        loops = null;
      }
    }
  }

  /** Has a reload that is under way come to an end. */
  private void hurry() {
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

  private static CompletableFuture<Void> allOf(Collection<? extends CompletableFuture<?>> all) {
    return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
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

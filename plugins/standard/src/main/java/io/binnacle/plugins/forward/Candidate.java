// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.binnacle.client.ClientTls;
import io.binnacle.client.ResponseListener;
import io.binnacle.client.UpstreamClient;
import io.binnacle.client.UpstreamException;
import io.binnacle.client.UpstreamQuery;
import io.binnacle.corefile.Scheme;
import io.binnacle.corefile.Upstream;
import io.binnacle.dns.Question;
import io.binnacle.plugin.Forwarder;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Transport;
import io.binnacle.plugin.WireResponse;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An upstream, and what is known of its health. A query that fails starts the checks, a check that
 * succeeds ends them: an upstream that answers is never asked but for queries.
 *
 * <p><i>Safe for use by many threads</i>: the state is atomic values, and only one event loop at a
 * time runs the checks.
 */
final class Candidate implements Forwarder.Hop, AutoCloseable {
  private final InetSocketAddress address;
  private final Upstream written;
  private final UpstreamClient client;
  private final ForwardMetrics allMetrics;
  private final UpstreamMetrics metrics;
  private final Supplier<EventLoop> loops;
  private final HealthCheck check;
  private final UpstreamQuery checkQuery;
  private final int maxFails;
  private final String name;
  private final AtomicInteger failedChecks = new AtomicInteger();
  private final AtomicBoolean isChecked = new AtomicBoolean();
  private volatile @Nullable UpstreamException suspension;
  private volatile boolean isClosed;

  /**
   * An upstream.
   *
   * @param written as the Corefile has it
   * @param loops where to ask what no query asks
   */
  Candidate(
      InetSocketAddress address,
      Upstream written,
      ForwardConfig config,
      ForwardMetrics allMetrics,
      Supplier<EventLoop> loops) {
    this.address = address;
    this.written = written;
    this.allMetrics = allMetrics;
    this.loops = loops;
    name = NetUtil.toSocketAddressString(address);
    ClientTls tls = config.tls(written);
    metrics = allMetrics.of(name, tls != null);
    client =
        tls != null && written.scheme() == Scheme.HTTPS
            ? UpstreamClient.https(address, tls, config.sockets(), config.usesGet())
            : UpstreamClient.of(address, tls, config.sockets(), metrics);
    check = config.healthCheck();
    checkQuery = check.query(config.transport(Transport.UDP));
    maxFails = config.maxFails();
  }

  InetSocketAddress address() {
    return address;
  }

  /** Whether it is what the Corefile has in these words. */
  boolean isFor(Upstream upstream) {
    return written.equals(upstream);
  }

  /** A look-up has not found it any more. */
  void gone() {
    close();
    allMetrics.forget(name);
  }

  /** Whether queries should rather go elsewhere. */
  boolean isDown() {
    return maxFails > 0 && failedChecks.get() > maxFails;
  }

  /** Why queries must go elsewhere, or null. */
  @Nullable UpstreamException suspension() {
    return suspension;
  }

  @Override
  public void suspend(String reason) {
    suspension = UpstreamException.silence(reason);
  }

  @Override
  public void resume() {
    suspension = null;
  }

  @Override
  public CompletionStage<? extends Response> ask(Question question, Duration timeout) {
    UpstreamQuery query =
        new UpstreamQuery(question, UpstreamQuery.RD, false, checkQuery.transport());
    Asked asked = new Asked(new CompletableFuture<>());
    EventLoop loop = loops.get();
    try {
      loop.execute(() -> client.ask(loop, query, timeout, asked));
    } catch (RejectedExecutionException e) { // the loop has ended
      asked.outcome.completeExceptionally(e);
    }
    return asked.outcome;
  }

  /** Somebody waits who is no query. */
  private record Asked(CompletableFuture<Response> outcome) implements ResponseListener {
    @Override
    public void responded(WireResponse response) {
      outcome.complete(response);
    }

    @Override
    public void failed(UpstreamException cause) {
      outcome.completeExceptionally(cause);
    }
  }

  /** Has answered a query after this time. */
  void answered(int rcode, long nanos) {
    metrics.answered(rcode, nanos);
  }

  void ask(EventLoop loop, UpstreamQuery query, Duration timeout, ResponseListener listener) {
    client.ask(loop, query, timeout, listener);
  }

  /** A query has failed: this event loop checks until there is a response. */
  void suspect(EventLoop loop) {
    if (maxFails > 0 && isChecked.compareAndSet(false, true)) {
      new Checks(loop).run();
    }
  }

  /** Its address and port: {@code 192.0.2.1:53}. */
  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    isClosed = true;
    client.close();
  }

  /** Check after check, until one succeeds. */
  private final class Checks implements ResponseListener, Runnable {
    private final EventLoop loop;

    Checks(EventLoop loop) {
      this.loop = loop;
    }

    @Override
    public void run() {
      if (!isClosed) {
        client.ask(loop, checkQuery, HealthCheck.TIMEOUT, this);
      }
    }

    @Override
    public void responded(WireResponse response) {
      failedChecks.set(0);
      isChecked.set(false);
    }

    @Override
    public void failed(UpstreamException cause) {
      failedChecks.incrementAndGet();
      metrics.checkFailed();
      try {
        var _ = loop.schedule(this, check.interval().toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        isChecked.set(false); // the loop has ended; another may go on
      }
    }
  }
}

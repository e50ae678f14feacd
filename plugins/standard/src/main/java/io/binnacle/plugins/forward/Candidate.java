// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.binnacle.client.ResponseListener;
import io.binnacle.client.UpstreamClient;
import io.binnacle.client.UpstreamException;
import io.binnacle.client.UpstreamQuery;
import io.binnacle.plugin.Transport;
import io.binnacle.plugin.WireResponse;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An upstream, and what is known of its health. A query that fails starts the checks, a check that
 * succeeds ends them: an upstream that answers is never asked but for queries.
 *
 * <p><i>Safe for use by many threads</i>: the state is two atomic values, and only one event loop
 * at a time runs the checks.
 */
final class Candidate implements AutoCloseable {
  private final UpstreamClient client;
  private final HealthCheck check;
  private final UpstreamQuery checkQuery;
  private final int maxFails;
  private final String name;
  private final AtomicInteger failedChecks = new AtomicInteger();
  private final AtomicBoolean isChecked = new AtomicBoolean();
  private volatile boolean isClosed;

  Candidate(InetSocketAddress address, ForwardConfig config) {
    client = new UpstreamClient(address, config.sockets());
    check = config.healthCheck();
    checkQuery = check.query(config.transport(Transport.UDP));
    maxFails = config.maxFails();
    name = NetUtil.toSocketAddressString(address);
  }

  /** Whether queries should rather go elsewhere. */
  boolean isDown() {
    return maxFails > 0 && failedChecks.get() > maxFails;
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
      try {
        var _ = loop.schedule(this, check.interval().toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        isChecked.set(false); // the loop has ended; another may go on
      }
    }
  }
}

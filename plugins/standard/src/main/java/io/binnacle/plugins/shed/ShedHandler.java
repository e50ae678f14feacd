// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.shed;

import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.plugin.Transport;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the UDP queries that wait for their responses. When there are too many, others are
 * answered at once or not at all.
 *
 * <p><i>Safe for use by many threads</i>: each event loop has its own count.
 */
final class ShedHandler implements Handler, ResponseFilter {
  private final int mostWaiting;
  private final Map<EventLoop, Load> loads = new ConcurrentHashMap<>();
  private final Next counted = Next.then(this);
  private final ResponseFilter overload;

  /**
   * The load of an event loop.
   *
   * <p><i>Confined to one event loop.</i>
   */
  private static final class Load {
    int waiting;
  }

  ShedHandler(int mostWaiting, ShedMetrics metrics) {
    this.mostWaiting = mostWaiting;
    this.overload = new Overload(metrics);
  }

  private Load load(Query query) {
    return loads.computeIfAbsent(query.loop(), absent -> new Load());
  }

  @Override
  public Outcome handle(Query query) {
    if (query.transport() != Transport.UDP || query.depth() > 0) {
      return Next.NEXT; // has flow control, or is a part of a query that was let in
    }
    Load load = load(query);
    if (load.waiting == mostWaiting) {
      return new Next(query.atOnce(), overload);
    }
    load.waiting++;
    return counted;
  }

  @Override
  public Response filter(Query query, Response response) {
    load(query).waiting--;
    return response;
  }

  @Override
  public void dropped(Query query) {
    load(query).waiting--;
  }

  /** Sees what becomes of queries that must not wait. */
  private record Overload(ShedMetrics metrics) implements ResponseFilter {
    @Override
    public Response filter(Query query, Response response) {
      return response;
    }

    @Override
    public void dropped(Query query) {
      metrics.query(query.route().server());
    }
  }
}

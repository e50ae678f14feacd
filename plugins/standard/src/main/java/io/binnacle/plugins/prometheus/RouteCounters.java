// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.binnacle.dns.CompiledResponse;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Transport;
import java.net.Inet4Address;
import java.util.Arrays;

/**
 * What one event loop counts of one zone of one listener.
 *
 * <p><i>Confined to one event loop</i>; any thread may read.
 */
final class RouteCounters {
  static final Scale DURATION =
      Scale.doubling(1e9, 0.00025, 16); // added in nanoseconds, shown in seconds
  static final Scale SIZE =
      Scale.of(1, 0, 100, 200, 300, 400, 511, 1023, 2047, 4095, 8291, 16000, 32000, 48000, 64000);

  private static final int HEADER = 12;

  private final OfTransport udp = new OfTransport();
  private final OfTransport tcp = new OfTransport();
  final Counts dnssecOk = new Counts(1);
  final Distribution duration = new Distribution(DURATION);

  /** In the order of their first occurrence; the most frequent ones occur early. */
  private volatile Responses[] responses = {};

  /** What is counted for each transport. */
  static final class OfTransport {
    static final int FAMILIES = 2;

    final Distribution requestSize = new Distribution(SIZE);
    final Distribution responseSize = new Distribution(SIZE);

    /** By {@link #request}. */
    final Counts requests = new Counts(FAMILIES * QueryType.COUNT);

    /** Where queries of this address family, 1 or 2, and {@link QueryType} are counted. */
    static int request(int family, int type) {
      return (family - 1) * QueryType.COUNT + type;
    }
  }

  /** How many responses there were with this response code, by this plugin. */
  record Responses(int rcode, String plugin, Counts count) {
    boolean isOf(int otherRcode, String otherPlugin) {
      return rcode == otherRcode && plugin.equals(otherPlugin);
    }
  }

  OfTransport of(Transport transport) {
    return switch (transport) {
      case UDP -> udp;
      case TCP -> tcp;
    };
  }

  void asked(Query query) {
    OfTransport counters = of(query.transport());
    int family = query.client().address().getAddress() instanceof Inet4Address ? 1 : 2;
    counters.requests.add(OfTransport.request(family, QueryType.index(query.type())), 1);
    counters.requestSize.add(query.size());
    if (query.isDnssecOk()) {
      dnssecOk.add(0, 1);
    }
  }

  void answered(Query query, Response response, String plugin, long nanos) {
    duration.add(nanos);
    of(query.transport()).responseSize.add(size(query, response));
    responses(response.rcode(), plugin).add(0, 1);
  }

  private Counts responses(int rcode, String plugin) {
    Responses[] known = responses;
    for (Responses each : known) {
      if (each.isOf(rcode, plugin)) {
        return each.count;
      }
    }
    Responses first = new Responses(rcode, plugin, new Counts(1));
    Responses[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = first;
    responses = more;
    return first.count;
  }

  /** All responses so far, by response code and plugin. */
  Responses[] responses() {
    return responses.clone();
  }

  /** The length of the response with all names in full, before truncation. */
  private static int size(Query query, Response response) {
    int question = HEADER + query.question().nameLength() + 4;
    try {
      CompiledResponse sections = response.compile(query.question()).sections();
      return question + sections.uncompressedLength(query.question());
    } catch (RuntimeException e) { // records that upstreams make up may have no wire form
      return question;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.binnacle.dns.CompiledResponse;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Transport;
import java.net.Inet4Address;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted of one zone of one listener.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class RouteCounters {
  static final Scale DURATION =
      Scale.doubling(1e9, 0.00025, 16); // added in nanoseconds, shown in seconds
  static final Scale SIZE =
      Scale.of(1, 0, 100, 200, 300, 400, 511, 1023, 2047, 4095, 8291, 16000, 32000, 48000, 64000);

  private static final int HEADER = 12;

  final Map<Transport, OfTransport> transports = new EnumMap<>(Transport.class);
  final LongAdder dnssecOk = new LongAdder();
  final Distribution duration = new Distribution(DURATION);

  /** By response code, then by plugin. */
  final Map<Integer, Map<String, LongAdder>> responses = new ConcurrentHashMap<>();

  /** What is counted for each transport. */
  static final class OfTransport {
    static final int FAMILIES = 2;

    final Distribution requestSize = new Distribution(SIZE);
    final Distribution responseSize = new Distribution(SIZE);
    private final LongAdder[] requests = new LongAdder[FAMILIES * QueryType.COUNT];

    OfTransport() {
      Arrays.setAll(requests, i -> new LongAdder());
    }

    /** By address family, 1 or 2, and by {@link QueryType}. */
    LongAdder requests(int family, int type) {
      return requests[(family - 1) * QueryType.COUNT + type];
    }
  }

  RouteCounters() {
    for (Transport transport : Transport.values()) {
      transports.put(transport, new OfTransport());
    }
  }

  void asked(Query query) {
    OfTransport counters = transports.get(query.transport());
    if (counters != null) {
      int family = query.client().address().getAddress() instanceof Inet4Address ? 1 : 2;
      counters.requests(family, QueryType.index(query.type())).increment();
      counters.requestSize.add(query.size());
    }
    if (query.isDnssecOk()) {
      dnssecOk.increment();
    }
  }

  void answered(Query query, Response response, String plugin, long nanos) {
    duration.add(nanos);
    OfTransport counters = transports.get(query.transport());
    if (counters != null) {
      counters.responseSize.add(size(query, response));
    }
    responses(response.rcode(), plugin).increment();
  }

  private LongAdder responses(int rcode, String plugin) {
    Map<String, LongAdder> ofCode = responses.get(rcode);
    if (ofCode == null) {
      ofCode = responses.computeIfAbsent(rcode, absent -> new ConcurrentHashMap<>());
    }
    LongAdder count = ofCode.get(plugin);
    return count != null ? count : ofCode.computeIfAbsent(plugin, absent -> new LongAdder());
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

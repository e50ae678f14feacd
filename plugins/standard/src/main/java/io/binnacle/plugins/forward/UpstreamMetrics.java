// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.binnacle.client.SocketUse;
import io.binnacle.plugin.Transport;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;

/**
 * What is counted of one upstream.
 *
 * <p><i>Safe for use by many threads</i>: each response code's durations are looked up once or
 * twice, and then found in an array.
 */
final class UpstreamMetrics implements SocketUse {
  private static final double NANOS = 1e9;

  private final Function<String, DistributionDataPoint> durations;
  private final CounterDataPoint failedChecks;
  private final @Nullable Use udp;
  private final Use stream;
  private final AtomicReferenceArray<@Nullable DistributionDataPoint> byRcode =
      new AtomicReferenceArray<>(Rcode.BADVERS + 1);

  /** The queries of one protocol: for which there was a socket, and for which there was none. */
  record Use(CounterDataPoint reused, CounterDataPoint opened) {
    void count(boolean isNew) {
      (isNew ? opened : reused).inc();
    }
  }

  /**
   * Counters of one upstream.
   *
   * @param durations by response code
   * @param udp null if it is asked over connections only
   */
  UpstreamMetrics(
      Function<String, DistributionDataPoint> durations,
      CounterDataPoint failedChecks,
      @Nullable Use udp,
      Use stream) {
    this.durations = durations;
    this.failedChecks = failedChecks;
    this.udp = udp;
    this.stream = stream;
  }

  @Override
  public void sent(Transport transport, boolean isNew) {
    (transport == Transport.UDP && udp != null ? udp : stream).count(isNew);
  }

  /** It has answered after this time. */
  void answered(int rcode, long nanos) {
    durations(rcode).observe(nanos / NANOS);
  }

  private DistributionDataPoint durations(int rcode) {
    if (rcode >= byRcode.length()) {
      return durations.apply(label(rcode));
    }
    DistributionDataPoint known = byRcode.get(rcode);
    if (known == null) {
      known = durations.apply(label(rcode));
      byRcode.set(rcode, known);
    }
    return known;
  }

  /** A number where there is no mnemonic. */
  private static String label(int rcode) {
    String name = Rcode.string(rcode);
    return name.startsWith("RESERVED") ? String.valueOf(rcode) : name;
  }

  void checkFailed() {
    failedChecks.inc();
  }
}

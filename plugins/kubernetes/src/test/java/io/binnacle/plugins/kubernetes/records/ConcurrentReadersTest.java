// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Cluster.namespace;
import static io.binnacle.plugins.kubernetes.records.Cluster.service;
import static io.binnacle.plugins.kubernetes.records.Cluster.slice;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** Readers see a service as it was at some moment, never half of a change. */
class ConcurrentReadersTest {
  private static final int CHANGES = 5_000;
  private static final int READERS = 2;

  private final Cluster cluster =
      Cluster.of(
          namespace("app"),
          service("app", "web"),
          slice("app", "web", "web-a", "10.1.0.1", "10.1.0.2"),
          service("app", "still", "10.96.0.1"));
  private final AtomicBoolean isDone = new AtomicBoolean();

  @Test
  void seeNoHalfOfAChange() throws Exception {
    try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
      List<Future<Integer>> reading = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        reading.add(readers.submit(this::readUntilDone));
      }
      for (int i = 0; i < CHANGES; i++) {
        cluster.apply(
            i % 2 == 0
                ? slice("app", "web", "web-a", "10.1.0.1", "10.1.0.3", "10.1.0.4")
                : slice("app", "web", "web-a", "10.1.0.1", "10.1.0.2"));
        cluster.apply(service("app", "fleeting-" + i, "10.96.0.2"));
        cluster.remove(service("app", "fleeting-" + (i - 1)));
      }
      isDone.set(true);
      for (Future<Integer> reader : reading) {
        assertThat(reader.get()).isPositive();
      }
    }
  }

  private int readUntilDone() {
    int rounds = 0;
    do {
      assertThat(cluster.ask("web.app.svc.cluster.local", Type.A))
          .isIn("[10.1.0.1, 10.1.0.2]", "[10.1.0.1, 10.1.0.3, 10.1.0.4]");
      assertThat(cluster.ask("10-1-0-1.web.app.svc.cluster.local", Type.A)).isEqualTo("[10.1.0.1]");
      assertThat(cluster.ask("1.0.1.10.in-addr.arpa", Type.PTR))
          .isEqualTo("[10-1-0-1.web.app.svc.cluster.local.]");
      assertThat(cluster.ask("still.app.svc.cluster.local", Type.A)).isEqualTo("[10.96.0.1]");
      assertThat(cluster.ask("1.0.96.10.in-addr.arpa", Type.PTR))
          .isEqualTo("[still.app.svc.cluster.local.]");
      rounds++;
    } while (!isDone.get());
    return rounds;
  }
}

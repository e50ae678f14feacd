// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Cluster.HTTP;
import static io.binnacle.plugins.kubernetes.records.Cluster.namespace;
import static io.binnacle.plugins.kubernetes.records.Cluster.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.testing.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** What a change of one endpoint costs does not grow with the cluster, nor with the service. */
class EventAllocationTest {
  private static final int PER_SLICE = 100;
  private static final int EVENTS = 4_000;
  private static final String BIG = "big.app.svc.cluster.local";

  private final EndpointSlice before = slice("big", 0, 0);
  private final EndpointSlice after = slice("big", 0, 0x0c000000);
  private int turn;

  /** A slice of a service, its first endpoint moved to another address if that is not 0. */
  private static EndpointSlice slice(String service, int number, int moved) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < PER_SLICE; i++) {
      int address = moved != 0 && i == 0 ? moved : 0x0a000000 + number * PER_SLICE + i;
      endpoints.add(new Endpoint(new Ipv4Address(address), "", "", "", true));
    }
    String name = service + "-%05d".formatted(number);
    return new EndpointSlice("app", name, service, "", "", endpoints, HTTP, 0);
  }

  /** A service of some slices, among others that have one each. */
  private static Cluster cluster(int slices, int others) {
    Cluster cluster = Cluster.of(namespace("app"), service("app", "big"));
    for (int i = 0; i < slices; i++) {
      cluster.apply(slice("big", i, 0));
    }
    for (int i = 0; i < others; i++) {
      cluster.apply(service("app", "other-" + i));
      cluster.apply(slice("other-" + i, slices + i, 0));
    }
    return cluster;
  }

  private long bytesPerEvent(Cluster cluster) {
    return Allocation.bytesPerRun(EVENTS, () -> cluster.apply(turn++ % 2 == 0 ? after : before));
  }

  @Test
  void isTheSameInALargeCluster() {
    long small = bytesPerEvent(cluster(1, 1));

    assertThat(bytesPerEvent(cluster(1, 1_000))).isLessThanOrEqualTo(small + 64);
  }

  @Test
  void growsByNoMoreThanAReferenceForEachSliceOfTheService() {
    long small = bytesPerEvent(cluster(1, 1));

    assertThat(bytesPerEvent(cluster(100, 1))).isLessThanOrEqualTo(small + 100 * 2 * 8 + 64);
  }

  @Test
  void leavesTheOtherSlicesAsTheyAre() {
    Cluster cluster = cluster(3, 0);
    ServiceEntry old = entry(cluster);

    cluster.apply(after);

    List<Members> was = old.members(_ -> true);
    List<Members> is = entry(cluster).members(_ -> true);
    assertThat(is.subList(1, 3))
        .usingElementComparator((a, b) -> a == b ? 0 : 1)
        .isEqualTo(was.subList(1, 3));
    assertThat(is.getFirst().endpoints().get(1)).isSameAs(was.getFirst().endpoints().get(1));
  }

  @Test
  void isAnsweredOnceForAllWhoAsk() {
    Cluster cluster = cluster(3, 0);
    for (int type : new int[] {Type.A, Type.SRV, Type.AAAA}) {
      Finding first = cluster.find(BIG, type);
      assertThat(cluster.find(BIG, type)).isSameAs(first);

      cluster.apply(turn++ % 2 == 0 ? after : before);

      assertThat(cluster.find(BIG, Type.A)).isNotSameAs(first);
    }
  }

  private static ServiceEntry entry(Cluster cluster) {
    return Objects.requireNonNull(cluster.index.shown(new ObjectKey("app", "big")));
  }
}

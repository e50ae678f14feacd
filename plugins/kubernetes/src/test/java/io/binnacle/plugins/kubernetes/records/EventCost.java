// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Cluster.HTTP;
import static io.binnacle.plugins.kubernetes.records.Cluster.namespace;
import static io.binnacle.plugins.kubernetes.records.Cluster.service;

import com.sun.management.ThreadMXBean;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.xbill.DNS.Type;

/**
 * What it costs that one endpoint changes, and to answer then: CPU and garbage, by the size of the
 * service and of the cluster. Prints a table.
 *
 * <p><i>Confined to one thread.</i>
 */
final class EventCost {
  private static final int PER_SLICE = 100;
  private static final int ROUNDS = 5;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Cluster cluster = new Cluster(Cluster.OPTIONS);
  private final int size;
  private final EndpointSlice[] slices;

  private EventCost(int size, int others) {
    this.size = size;
    cluster.apply(namespace("app"));
    cluster.apply(service("app", "big"));
    slices = new EndpointSlice[(size + PER_SLICE - 1) / PER_SLICE];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = slice("big", i, Math.min(PER_SLICE, size), 0x0a000000 + i * PER_SLICE, 0);
      cluster.apply(slices[i]);
    }
    Set<ObjectKey> services = new HashSet<>(Set.of(service("app", "big").key()));
    Set<ObjectKey> listed = new HashSet<>();
    for (EndpointSlice slice : slices) {
      listed.add(slice.key());
    }
    // as in the issue: a service for some fifteen endpoints
    for (int i = 0; i < others / 16; i++) {
      EndpointSlice slice = slice("other-" + i, 0, 15, 0x0b000000 + i * 15, 0);
      cluster.apply(service("app", "other-" + i));
      cluster.apply(slice);
      services.add(service("app", "other-" + i).key());
      listed.add(slice.key());
    }
    for (Kind kind : EnumSet.of(Kind.SERVICE_IMPORT, Kind.POD)) {
      cluster.index.listed(kind, Set.of());
    }
    cluster.index.listed(Kind.SERVICE, services);
    cluster.index.listed(Kind.ENDPOINT_SLICE, listed);
    cluster.index.listed(Kind.NAMESPACE, Set.of(namespace("app").key()));
  }

  private static EndpointSlice slice(String service, int at, int size, int first, int moved) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int address = i == 0 && moved != 0 ? moved : first + i;
      endpoints.add(new Endpoint(new Ipv4Address(address), "", "", "", true));
    }
    return new EndpointSlice(
        "app", service + "-%05d".formatted(at), service, "", "", endpoints, HTTP, 0);
  }

  /** One endpoint gets another address, each time. */
  private EndpointSlice made(int turn) {
    int at = turn % slices.length;
    return slice(
        "big",
        at,
        Math.min(PER_SLICE, size),
        0x0a000000 + at * PER_SLICE,
        turn / slices.length % 2 == 0 ? 0x0c000000 + at : 0);
  }

  private static String cost(int runs, IntConsumer run, IntConsumer before) {
    double[] micros = new double[ROUNDS];
    double[] bytes = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long nanos = 0;
      long garbage = 0;
      for (int i = 0; i < runs; i++) {
        before.accept(i);
        long startBytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        run.accept(i);
        nanos += System.nanoTime() - start;
        garbage += THREADS.getCurrentThreadAllocatedBytes() - startBytes;
      }
      micros[round] = nanos / 1e3 / runs;
      bytes[round] = (double) garbage / runs;
    }
    Arrays.sort(micros);
    Arrays.sort(bytes);
    return "%9.1f us %9.0f B".formatted(micros[ROUNDS / 2], bytes[ROUNDS / 2]);
  }

  private void print(String label) {
    int runs = Math.max(200, 2_000 / Math.max(1, size / 100));
    System.out.printf("%-22s", label);
    EndpointSlice[] made = new EndpointSlice[1];
    System.out.print(" event" + cost(runs, i -> cluster.apply(made[0]), i -> made[0] = made(i)));
    for (String asked :
        List.of(
            "big.app.svc.cluster.local A",
            "_http._tcp.big.app.svc.cluster.local SRV",
            "10-0-0-7.big.app.svc.cluster.local A",
            "7.0.0.10.in-addr.arpa PTR")) {
      String name = asked.substring(0, asked.indexOf(' '));
      int type = Type.value(asked.substring(asked.indexOf(' ') + 1));
      System.out.print(
          " | "
              + asked.substring(asked.indexOf(' ') + 1)
              + cost(
                  Math.min(runs, 200),
                  i -> cluster.find(name, type),
                  turn -> cluster.apply(made(turn))));
    }
    System.out.println();
  }

  private static Pod pod(int i, int address) {
    return new Pod(
        "app", "pod-" + i, List.of(new Ipv4Address(address)), false, Map.of("app", "pod"));
  }

  /** Of a pod, most of what changes is nothing that an answer shows. */
  private static void printPods(int pods) {
    Cluster cluster = Cluster.of(namespace("app"));
    for (int i = 0; i < pods; i++) {
      cluster.apply(pod(i, 0x0a000000 + i));
    }
    Pod[] made = new Pod[1];
    String nothing =
        cost(
            2_000,
            _ -> cluster.apply(made[0]),
            i -> made[0] = pod(i * 7 % pods, 0x0a000000 + i * 7 % pods));
    int[] turn = new int[1];
    String address =
        cost(
            2_000,
            _ -> cluster.apply(made[0]),
            i -> made[0] = pod(i * 7 % pods, 0x0b000000 + turn[0]++));
    System.out.println(pods + " pods: status " + nothing + " | address " + address);
  }

  public static void main(String[] args) {
    for (int others : new int[] {15_820, 158_200}) {
      for (int size : new int[] {10, 100, 1_000, 10_000}) {
        new EventCost(size, others).print(size + " of " + (size + others));
      }
    }
    printPods(14_820);
    printPods(148_200);
  }
}

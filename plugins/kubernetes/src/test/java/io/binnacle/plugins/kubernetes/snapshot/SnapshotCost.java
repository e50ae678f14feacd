// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.snapshot;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerAccess;
import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerSource;
import io.binnacle.plugins.kubernetes.records.PodMode;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.records.RecordOptions;
import io.binnacle.plugins.kubernetes.testing.LargeApiServer;
import io.binnacle.plugins.kubernetes.testing.LargeCluster;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a snapshot costs, by the size of the cluster and by whether pods are verified: bytes, time
 * to write and to read it, the first time in a process and after some others, garbage, and the heap
 * that an index takes which was filled from it, beside one that was filled from the API server.
 *
 * <p>Arguments: a folder; then {@code write SERVICES ENDPOINTS PODS}, or {@code read PODS} in a
 * process of its own.
 *
 * <p><i>Confined to one thread.</i>
 */
final class SnapshotCost {
  private static final int ROUNDS = 5;

  private final Selection selection;
  private final RecordOptions options;
  private final SnapshotFile file;
  private final Path folder;

  private SnapshotCost(Path folder, boolean hasPods) {
    this.folder = folder;
    selection = new Selection(true, hasPods, false, LabelSelector.ALL, LabelSelector.ALL);
    options =
        new RecordOptions(
            5, hasPods ? PodMode.VERIFIED : PodMode.DISABLED, Set.of(), false, false, false);
    file = SnapshotFile.in(folder, options.scope());
  }

  private RecordIndex index() {
    return new RecordIndex(options, selection.kinds(), InstantSource.system(), (s, millis) -> {});
  }

  /** Something to be measured. */
  private interface Step {
    void run() throws IOException;
  }

  private static void measure(String what, Step step) throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      long bytes = allocated();
      long start = System.nanoTime();
      step.run();
      long micros = (System.nanoTime() - start) / 1000;
      System.out.printf(
          "%s %.1f ms, garbage %.1f MB%n", what, micros / 1e3, (allocated() - bytes) / 1e6);
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static double heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }

  private void write(int services, int endpoints) throws IOException {
    LargeCluster cluster = new LargeCluster(services, endpoints, 0);
    try (LargeApiServer server = LargeApiServer.start(cluster, 0)) {
      double before = heap();
      RecordIndex index = index();
      ApiServerAccess access = new ApiServerAccess.Endpoint(server.uri(), null);
      try (ClusterFeed feed =
          new ApiServerSource(access, selection).start(index, (host, code, nanos) -> {})) {
        feed.synced().toCompletableFuture().join();
      }
      System.out.printf("listed: heap %.1f MB%n", heap() - before);
      measure("write", () -> file.write(Instant.now(), index.objects()));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path each : files.toList()) {
          System.out.println(Files.size(each) + " bytes");
        }
      }
    }
  }

  private void read() throws IOException {
    double before = heap();
    RecordIndex index = index();
    long start = System.nanoTime();
    Snapshot snapshot = file.read();
    long read = System.nanoTime();
    index.restore(snapshot.objects());
    long end = System.nanoTime();
    System.out.printf(
        "first: read %d us, apply %d us%n", (read - start) / 1000, (end - read) / 1000);
    snapshot = null;
    System.out.printf("restored: heap %.1f MB %s%n", heap() - before, index.counts());
    measure("read", () -> file.read());
    measure("read and apply", () -> index().restore(file.read().objects()));
  }

  public static void main(String[] args) throws IOException {
    SnapshotCost cost =
        new SnapshotCost(Path.of(args[0]), Boolean.parseBoolean(args[args.length - 1]));
    if (args[1].equals("write")) {
      cost.write(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    } else {
      cost.read();
    }
  }
}

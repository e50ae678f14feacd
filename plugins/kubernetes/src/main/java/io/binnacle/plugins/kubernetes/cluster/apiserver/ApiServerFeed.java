// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import static java.util.Comparator.naturalOrder;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.ClusterIndex;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.RequestObserver;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One watch for each kind, each on a thread of its own, one of them feeding the index at a time.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class ApiServerFeed implements ClusterFeed {
  private final ApiServerConnection connection;
  private final SingleWriter writer;
  private final List<KindWatch> watches = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private ApiServerFeed(ApiServerConnection connection, SingleWriter writer) {
    this.connection = connection;
    this.writer = writer;
  }

  /** Reads what the access needs, and begins to follow what is selected. */
  static ApiServerFeed start(
      ApiServerAccess access,
      Selection selection,
      ClusterIndex index,
      RequestObserver requests,
      Patience patience)
      throws IOException {
    ApiServerFeed feed =
        new ApiServerFeed(
            ApiServerConnection.open(access, patience.answer(), requests),
            new SingleWriter(index, selection.kinds()));
    for (Kind kind : selection.kinds()) {
      KindWatch watch = new KindWatch(kind, selection, feed.connection, feed.writer, patience);
      feed.watches.add(watch);
      feed.threads.add(Thread.ofVirtual().name("kubernetes-" + kind.plural()).start(watch));
    }
    return feed;
  }

  @Override
  public CompletionStage<Void> synced() {
    return CompletableFuture.allOf(
        watches.stream()
            .map(watch -> watch.synced().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public String waitingFor() {
    return watches.stream()
        .map(KindWatch::waitingFor)
        .filter(Predicate.not(String::isEmpty))
        .collect(Collectors.joining("; "));
  }

  @Override
  public Duration silence() {
    return watches.stream().map(KindWatch::silence).max(naturalOrder()).orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    writer.close();
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import io.binnacle.plugins.kubernetes.cluster.MapIndex;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A fake API server, and an index that is fed from it. */
final class Fed implements AutoCloseable {
  /** Services and Namespaces. */
  static final Selection SERVICES =
      new Selection(false, false, false, LabelSelector.ALL, LabelSelector.ALL);

  /** Everything. */
  static final Selection ALL =
      new Selection(true, true, true, LabelSelector.ALL, LabelSelector.ALL);

  /** As hasty as a test can be, but for silence, which is only waited for where that is tested. */
  static final Patience HASTY =
      new Patience(
          Duration.ofMillis(1),
          Duration.ofMillis(20),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofMinutes(5));

  final FakeApiServer server;
  final MapIndex index = new MapIndex();

  /** The codes of the responses so far. */
  final List<String> codes = new CopyOnWriteArrayList<>();

  private final Selection selection;
  private final ClusterFeed feed;

  private Fed(FakeApiServer server, Selection selection, Patience patience) throws IOException {
    this.server = server;
    this.selection = selection;
    this.feed =
        ApiServerFeed.start(
            new ApiServerAccess.Endpoint(server.uri(), null),
            selection,
            index,
            (host, code, nanos) -> codes.add(code),
            patience);
  }

  /** Begins to feed an index from this server. */
  static Fed from(FakeApiServer server, Selection selection, Patience patience) throws IOException {
    return new Fed(server, selection, patience);
  }

  /** An index that has all Services of this server, and watches them. */
  static Fed synced(FakeApiServer server) throws IOException {
    Fed fed = from(server, SERVICES, HASTY);
    fed.awaitWatching();
    return fed;
  }

  ClusterFeed feed() {
    return feed;
  }

  /** Waits until all is listed and a watch of each kind is there. */
  void awaitWatching() {
    feed.synced().toCompletableFuture().join();
    Eventually.await(() -> server.watches() >= selection.kinds().size());
  }

  /** Waits until the index has a Service with this address. */
  void awaitService(String name, String address) {
    index.await(
        now ->
            now.get(Kind.SERVICE, "default", name) instanceof Service service
                && service.clusterIps().toString().equals("[" + address + "]"));
  }

  void awaitNoService(String name) {
    index.awaitAbsent(Kind.SERVICE, "default", name);
  }

  /** The requests for Services that are like this. */
  List<String> requests(Predicate<String> like) {
    return server.requests().stream()
        .filter(request -> request.startsWith("/api/v1/services?"))
        .filter(like)
        .toList();
  }

  /** Creates a Service, or gives it another address. */
  static void service(FakeApiServer server, String name, String address) {
    server.apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %s}
        spec: {clusterIP: %s, clusterIPs: [%s]}
        """
            .formatted(name, address, address));
  }

  static void delete(FakeApiServer server, String name) {
    server.delete("v1", "Service", "default", name);
  }

  @Override
  public void close() {
    feed.close();
  }
}

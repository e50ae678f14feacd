// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.Address;
import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import io.binnacle.plugins.kubernetes.cluster.MapIndex;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.testing.LargeApiServer;
import io.binnacle.plugins.kubernetes.testing.LargeCluster;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large clusters are what they say they are, and are followed like any other. */
class LargeClusterTest {
  private static final int SERVICES = 200;
  private static final int ENDPOINTS = 2964;
  private static final int LARGEST = 650;
  private static final Selection ALL =
      new Selection(true, true, false, LabelSelector.ALL, LabelSelector.ALL);

  private final MapIndex index = new MapIndex();
  private LargeApiServer server;
  private ClusterFeed feed;

  @BeforeEach
  void start() throws IOException {
    server = LargeApiServer.start(new LargeCluster(SERVICES, ENDPOINTS, LARGEST), 0);
    feed =
        ApiServerFeed.start(
            new ApiServerAccess.Endpoint(server.uri(), null),
            ALL,
            index,
            (host, code, nanos) -> {},
            Fed.HASTY);
    feed.synced().toCompletableFuture().join();
  }

  @AfterEach
  void stop() {
    feed.close();
    server.close();
  }

  @Test
  void hasAsManyObjectsAsAskedFor() {
    assertThat(all(Service.class)).hasSize(SERVICES);
    assertThat(all(Pod.class)).hasSize(ENDPOINTS);
    assertThat(all(EndpointSlice.class)).allMatch(slice -> slice.endpoints().size() <= 100);
    assertThat(all(EndpointSlice.class).stream().flatMap(slice -> slice.endpoints().stream()))
        .hasSize(ENDPOINTS);
    assertThat(slices("accounts-0").flatMap(slice -> slice.endpoints().stream())).hasSize(LARGEST);
  }

  @Test
  void hasAllTypesOfServices() {
    assertThat(all(Service.class))
        .extracting(Service::type)
        .contains(Service.Type.CLUSTER_IP, Service.Type.HEADLESS, Service.Type.EXTERNAL_NAME);
    assertThat(all(Service.class)).anyMatch(service -> service.ports().size() == 3);
  }

  @Test
  void endpointsArePods() {
    Set<String> pods = new HashSet<>();
    all(Pod.class).forEach(pod -> pods.add(pod.key() + " " + pod.ips().getFirst().text()));

    Set<String> endpoints = new HashSet<>();
    for (EndpointSlice slice : all(EndpointSlice.class)) {
      for (Endpoint endpoint : slice.endpoints()) {
        String name = slice.namespace() + "/" + endpoint.target();
        endpoints.add(name + " " + endpoint.address().text());
      }
    }

    assertThat(endpoints).hasSize(ENDPOINTS).isEqualTo(pods);
  }

  @Test
  void changesAreWatched() {
    Eventually.await(() -> server.watches() == ALL.kinds().size());

    String changed = server.change(0);

    String address = changed.substring("accounts-0.team-0000 ".length());
    index.await(_ -> addresses("accounts-0").contains(address));
    assertThat(addresses("accounts-0")).hasSize(LARGEST);
  }

  @Test
  void allIsListedAnewWhenForgotten() {
    Eventually.await(() -> server.watches() == ALL.kinds().size());

    server.forget();

    Eventually.await(() -> server.lists() == 2 * ALL.kinds().size());
    assertThat(all(Pod.class)).hasSize(ENDPOINTS);
  }

  private <T> List<T> all(Class<T> type) {
    return index.objects().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private Stream<EndpointSlice> slices(String service) {
    return all(EndpointSlice.class).stream().filter(slice -> slice.service().equals(service));
  }

  private List<String> addresses(String service) {
    return slices(service)
        .flatMap(slice -> slice.endpoints().stream())
        .map(Endpoint::address)
        .map(Address::text)
        .toList();
  }
}

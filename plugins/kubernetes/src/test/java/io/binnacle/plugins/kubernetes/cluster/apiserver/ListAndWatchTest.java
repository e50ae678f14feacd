// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.ALL;
import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.HASTY;
import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.SERVICES;
import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.delete;
import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import io.binnacle.plugins.kubernetes.cluster.MapIndex;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.plugins.kubernetes.testing.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListAndWatchTest {
  private final FakeApiServer server;

  ListAndWatchTest() throws IOException {
    server = FakeApiServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void offerStreams(boolean isOffered) {
    if (!isOffered) {
      server.withoutStreams();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hasWhatIsThereAndWhatHappens(boolean streams) throws IOException {
    offerStreams(streams);
    service(server, "a", "10.96.0.1");
    service(server, "b", "10.96.0.2");

    try (Fed fed = Fed.synced(server)) {
      fed.awaitService("a", "10.96.0.1");
      fed.awaitService("b", "10.96.0.2");
      assertThat(fed.index.listed()).isEqualTo(Set.of(Kind.NAMESPACE, Kind.SERVICE));
      assertThat(fed.feed().waitingFor()).isEmpty();

      service(server, "a", "10.96.0.3");
      fed.awaitService("a", "10.96.0.3");
      service(server, "c", "10.96.0.4");
      fed.awaitService("c", "10.96.0.4");
      delete(server, "b");
      fed.awaitNoService("b");
      assertThat(fed.index.lists()).isEqualTo(2);
    }
  }

  @Test
  void asksForKindsAndLabelsAsSelected() throws IOException {
    Selection selection =
        new Selection(
            false, true, true, LabelSelector.parse("team=blue"), LabelSelector.parse("tier"));

    try (Fed fed = Fed.from(server, selection, HASTY)) {
      fed.awaitWatching();

      assertThat(server.requests())
          .extracting(request -> request.replaceAll("(timeoutSeconds)=[0-9]+", "$1=N"))
          .containsExactlyInAnyOrder(
              first("/api/v1/namespaces?labelSelector=tier&"),
              first("/api/v1/services?labelSelector=team+in+%28blue%29&"),
              first(
                  "/api/v1/pods?labelSelector=team+in+%28blue%29&fieldSelector="
                      + "status.phase%21%3DSucceeded%2Cstatus.phase%21%3DFailed"
                      + "%2Cstatus.phase%21%3DUnknown&"),
              first(
                  "/apis/discovery.k8s.io/v1/endpointslices?labelSelector=team+in+%28blue%29%2C"
                      + "multicluster.kubernetes.io%2Fservice-name&"),
              first("/apis/multicluster.x-k8s.io/v1alpha1/serviceimports?"));
    }
  }

  private static String first(String path) {
    return path
        + "watch=true&allowWatchBookmarks=true&timeoutSeconds=N"
        + "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
  }

  @Test
  void seesLabelsComeAndGo() throws IOException {
    String text =
        "{apiVersion: v1, kind: Service, metadata: {name: a, labels: {team: %s}}, spec: {}}";
    server.apply(text.formatted("blue"));
    Selection selection =
        new Selection(false, false, false, LabelSelector.parse("team=blue"), LabelSelector.ALL);

    try (Fed fed = Fed.from(server, selection, HASTY)) {
      fed.index.awaitPresent(Kind.SERVICE, "default", "a");
      server.apply(text.formatted("red"));
      fed.index.awaitAbsent(Kind.SERVICE, "default", "a");
      server.apply(text.formatted("blue"));
      fed.index.awaitPresent(Kind.SERVICE, "default", "a");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void watchesFromWhereItWasCutOff(boolean isInOrder) throws IOException {
    service(server, "a", "10.96.0.1");
    service(server, "b", "10.96.0.2");

    try (Fed fed = Fed.synced(server)) {
      service(server, "a", "10.96.0.3");
      fed.awaitService("a", "10.96.0.3");
      server.fail("services", new Fault.Cut());
      if (isInOrder) {
        server.endWatches();
      } else {
        server.cutWatches();
      }
      delete(server, "b");
      service(server, "c", "10.96.0.4");
      server.mend();

      fed.awaitService("c", "10.96.0.4");
      fed.awaitNoService("b");
      assertThat(fed.requests(request -> request.contains("sendInitialEvents"))).hasSize(1);
      assertThat(fed.requests(request -> request.contains("resourceVersion=4"))).isNotEmpty();
      assertThat(fed.index.lists()).isEqualTo(2);
    }
  }

  @Test
  void losesNothingWhenCutInTheMiddleOfAnEvent() throws IOException {
    try (Fed fed = Fed.synced(server)) {
      server.cutNextEvent();
      service(server, "a", "10.96.0.1");

      fed.awaitService("a", "10.96.0.1");
      assertThat(fed.index.lists()).isEqualTo(2);
    }
  }

  @Test
  void goesOnFromTheLastBookmark() throws IOException {
    service(server, "a", "10.96.0.1");

    try (Fed fed = Fed.synced(server)) {
      server.apply("{apiVersion: v1, kind: Namespace, metadata: {name: x}}");
      server.apply("{apiVersion: v1, kind: Namespace, metadata: {name: y}}");
      server.compact();
      server.bookmark();
      server.endWatches();
      service(server, "b", "10.96.0.2");

      fed.awaitService("b", "10.96.0.2");
      assertThat(fed.requests(request -> request.contains("resourceVersion=4"))).isNotEmpty();
      assertThat(fed.index.lists()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsMissedDeletionsWhenItsVersionIsForgotten(boolean streams) throws IOException {
    offerStreams(streams);
    service(server, "a", "10.96.0.1");
    service(server, "b", "10.96.0.2");
    service(server, "c", "10.96.0.3");

    try (Fed fed = Fed.synced(server)) {
      server.fail("services", new Fault.Cut());
      server.cutWatches();
      delete(server, "a");
      service(server, "b", "10.96.0.4");
      service(server, "d", "10.96.0.5");
      server.compact();
      server.mend();

      fed.awaitNoService("a");
      fed.awaitService("b", "10.96.0.4");
      fed.awaitService("c", "10.96.0.3");
      fed.awaitService("d", "10.96.0.5");
    }
  }

  @Test
  void listsInPagesOfOneVersion() throws IOException {
    server.withoutStreams();
    for (int i = 0; i < 1200; i++) {
      service(server, "s" + (10_000 + i), "10.96.0.1");
    }
    AtomicInteger pages = new AtomicInteger();
    server.beforeResponse(
        request -> {
          if (request.startsWith("/api/v1/services?limit=500&continue=")
              && pages.incrementAndGet() == 1) {
            service(server, "s10000", "10.96.0.2"); // on the first page
            delete(server, "s10001");
            delete(server, "s11199"); // on the last page
            service(server, "s99999", "10.96.0.2");
          }
        });

    try (Fed fed = Fed.from(server, SERVICES, HASTY)) {
      fed.awaitService("s99999", "10.96.0.2");
      fed.awaitService("s10000", "10.96.0.2");
      fed.awaitNoService("s10001");
      fed.awaitNoService("s11199");

      assertThat(fed.requests(request -> request.contains("limit="))).hasSize(3);
      assertThat(services(fed)).isEqualTo(1199);
    }
  }

  private static long services(Fed fed) {
    return fed.index.objects().stream()
        .map(ClusterObject::kind)
        .filter(Kind.SERVICE::equals)
        .count();
  }

  @Test
  void listsInOnePieceWhenTheVersionIsForgottenBetweenPages() throws IOException {
    server.withoutStreams();
    for (int i = 0; i < 501; i++) {
      service(server, "s" + i, "10.96.0.1");
    }
    server.beforeResponse(
        request -> {
          if (request.contains("continue=")) {
            server.compact();
          }
        });

    try (Fed fed = Fed.synced(server)) {
      assertThat(services(fed)).isEqualTo(501);
      assertThat(fed.requests(request -> !request.contains("watch=")))
          .containsSubsequence("/api/v1/services?limit=500");
    }
  }

  @Test
  void keepsPodsThatAreAliveOnly() throws IOException {
    String text =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: a%s}
        status: {phase: %s, podIP: 10.244.0.1}
        """;
    server.apply(text.formatted("", "Running"));
    MapIndex index;

    try (Fed fed = Fed.from(server, ALL, HASTY)) {
      index = fed.index;
      index.awaitPresent(Kind.POD, "default", "a");
      server.apply(text.formatted("", "Succeeded"));
      index.awaitAbsent(Kind.POD, "default", "a");
      server.apply(text.formatted("", "Running"));
      index.awaitPresent(Kind.POD, "default", "a");
      server.apply(text.formatted(", deletionTimestamp: '2026-01-01T00:00:00Z'", "Running"));
      index.awaitAbsent(Kind.POD, "default", "a");
    }
  }

  @Test
  void leavesOutWhatItCannotReadAndGoesOn() throws IOException {
    server.apply(
        """
        {apiVersion: v1, kind: Service, metadata: {name: a},
         spec: {clusterIPs: [nonsense, 10.96.0.1], ports: {}}}
        ---
        {apiVersion: v1, kind: Service, metadata: [], spec: 5}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: b}, spec: 5}
        """
            .replace("metadata: []", "metadata: {name: ''}"));

    try (Fed fed = Fed.synced(server)) {
      fed.awaitService("a", "10.96.0.1");
      fed.index.awaitPresent(Kind.SERVICE, "default", "b");
      service(server, "c", "10.96.0.2");
      fed.awaitService("c", "10.96.0.2");
      assertThat(fed.index.lists()).isEqualTo(2);
    }
  }

  @Test
  void doesNotFeedOnceClosed() throws IOException {
    Fed fed = Fed.synced(server);
    fed.close();
    List<ClusterObject> before = fed.index.objects();

    service(server, "a", "10.96.0.1");
    try (Fed other = Fed.synced(server)) {
      other.awaitService("a", "10.96.0.1");
    }

    assertThat(fed.index.objects()).isEqualTo(before);
  }

  @Test
  void closesWhileNobodyAnswers() throws IOException {
    server.fail("services", new Fault.Silence());
    server.fail("namespaces", new Fault.Silence());

    Fed fed = Fed.from(server, SERVICES, HASTY);
    Eventually.await(() -> server.requests().size() == 2);
    fed.close();

    assertThat(fed.feed().synced().toCompletableFuture()).isNotDone();
  }

  @Test
  void watchesAgainAfterSilence() throws IOException {
    Duration silence = Duration.ofMillis(200);
    Patience patience =
        new Patience(
            HASTY.firstPause(),
            HASTY.longestPause(),
            HASTY.answer(),
            HASTY.listSilence(),
            silence,
            HASTY.watchLength());

    try (Fed fed = Fed.from(server, SERVICES, patience)) {
      fed.awaitWatching();

      Eventually.await(
          () -> fed.requests(request -> request.contains("&resourceVersion=")).size() > 2);
      service(server, "a", "10.96.0.1");
      fed.awaitService("a", "10.96.0.1");
      assertThat(fed.index.lists()).isEqualTo(2);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.HASTY;
import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.SERVICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.MapIndex;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  @TempDir Path temp;
  private final FakeApiServer server;
  private final MapIndex index = new MapIndex();

  AccessTest() throws IOException {
    server = FakeApiServer.start();
    Fed.service(server, "a", "10.96.0.1");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ClusterFeed start(ApiServerAccess access) throws IOException {
    return ApiServerFeed.start(access, SERVICES, index, (host, code, nanos) -> {}, HASTY);
  }

  private ApiServerAccess kubeconfig(String user, @Nullable String context) throws IOException {
    Path file = temp.resolve("config");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts:
        - {name: here, context: {cluster: c, user: u}}
        - {name: elsewhere, context: {cluster: d, user: u}}
        clusters:
        - {name: c, cluster: {server: '%s'}}
        - {name: d, cluster: {server: 'http://127.0.0.1:1'}}
        users:
        - {name: u, user: %s}
        """
            .formatted(server.uri(), user));
    return new ApiServerAccess.Kubeconfig(file, context);
  }

  private void assertReaches(ApiServerAccess access) throws IOException {
    try (ClusterFeed feed = start(access)) {
      feed.synced().toCompletableFuture().join();
      assertThat(index.get(Kind.SERVICE, "default", "a")).isNotNull();
    }
  }

  @Test
  void usesTheTokenOfAKubeconfig() throws IOException {
    server.require("secret");

    assertReaches(kubeconfig("{token: secret}", null));
    assertReaches(kubeconfig("{token: secret}", "here"));
  }

  @Test
  void readsAKubeconfigWithinBraces() throws IOException {
    Path file = temp.resolve("config");
    Files.writeString(
        file,
        """
        {apiVersion: v1, kind: Config, current-context: c,
         contexts: [{name: c, context: {cluster: c, user: u}}],
         clusters: [{name: c, cluster: {server: '%s'}}],
         users: [{name: u, user: {token: secret}}]}
        """
            .formatted(server.uri()));
    server.require("secret");

    assertReaches(new ApiServerAccess.Kubeconfig(file, null));
  }

  @Test
  void usesTheContextNamed() throws IOException {
    try (ClusterFeed feed = start(kubeconfig("{}", "elsewhere"))) {
      Eventually.await(() -> feed.waitingFor().contains("http://127.0.0.1:1"));
    }
  }

  @Test
  void readsAKubeconfigAnewAfterARefusal() throws IOException {
    server.require("new");

    try (ClusterFeed feed = start(kubeconfig("{token: old}", null))) {
      Eventually.await(() -> feed.waitingFor().contains("401 Unauthorized"));
      kubeconfig("{token: new}", null);
      feed.synced().toCompletableFuture().join();
    }
  }

  @Test
  void readsATokenFileForEachRequest() throws IOException {
    Path token = Files.writeString(temp.resolve("token"), "first\n");
    server.require("first");

    try (ClusterFeed feed = start(kubeconfig("{tokenFile: token}", null))) {
      feed.synced().toCompletableFuture().join();
      Eventually.await(() -> server.watches() == 2);

      Files.writeString(token, "second\n");
      server.require("second");
      server.endWatches();
      Fed.service(server, "b", "10.96.0.2");

      index.awaitPresent(Kind.SERVICE, "default", "b");
      assertThat(index.lists()).isEqualTo(2);
    }
  }

  @Test
  void saysWhatIsWrongWithAKubeconfig() throws IOException {
    Path missing = temp.resolve("missing");
    assertThatIOException()
        .isThrownBy(() -> start(new ApiServerAccess.Kubeconfig(missing, null)))
        .withMessage(missing + ": no such file");

    Path empty = Files.writeString(temp.resolve("empty"), "{}");
    assertThatIOException()
        .isThrownBy(() -> start(new ApiServerAccess.Kubeconfig(empty, null)))
        .withMessage(empty + ": no current context; name one");

    Path wrong = Files.writeString(temp.resolve("wrong"), "[");
    assertThatIOException()
        .isThrownBy(() -> start(new ApiServerAccess.Kubeconfig(wrong, null)))
        .withMessageStartingWith(wrong + ": expected a kubeconfig: ");

    assertThatIOException()
        .isThrownBy(() -> start(kubeconfig("{}", "nowhere")))
        .withMessage(temp.resolve("config") + ": no context 'nowhere'");
  }

  @Test
  void saysWhatIsWrongWithCertificates() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "nonsense");
    Path missing = temp.resolve("missing");
    URI address = URI.create("https://127.0.0.1:1");

    assertThatIOException()
        .isThrownBy(
            () ->
                start(
                    new ApiServerAccess.Endpoint(
                        address, new ApiServerAccess.Tls(file, missing, file))))
        .withMessage(missing + ": no such file");
    assertThatIOException()
        .isThrownBy(
            () ->
                start(
                    new ApiServerAccess.Endpoint(
                        address, new ApiServerAccess.Tls(file, file, file))))
        .withMessageStartingWith(address + ": ");
  }

  @Test
  void saysThatItIsNotInACluster() {
    assertThatIOException()
        .isThrownBy(() -> start(new ApiServerAccess.InCluster()))
        .withMessageStartingWith("not in a cluster: ");
  }
}

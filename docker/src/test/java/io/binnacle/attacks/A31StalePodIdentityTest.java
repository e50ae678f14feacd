// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.server.PluginCatalog;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A31: an address goes from one pod to another, and who it belonged to goes with it. */
class A31StalePodIdentityTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          autopath:io.binnacle.plugins.autopath.AutopathPlugin
          kubernetes:io.binnacle.plugins.kubernetes.KubernetesPlugin
          """);

  private FakeApiServer api;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    api = FakeApiServer.start();
    for (String namespace : List.of("red", "blue")) {
      api.apply(
          """
          {apiVersion: v1, kind: Namespace, metadata: {name: %s}}
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: web, namespace: %s}
          spec: {clusterIP: 10.96.0.1, ports: [{port: 80}]}
          """
              .formatted(namespace, namespace));
    }
    api.apply(pod("red", "first", "phase: Running"));
    server =
        TestServer.start(
            CATALOG,
            """
            .:0 {
              autopath @kubernetes
              kubernetes cluster.local {
                endpoint %s
                pods verified
              }
            }
            """,
            api.uri());
  }

  @AfterEach
  void stop() {
    server.close();
    api.close();
  }

  private static String pod(String namespace, String name, String status) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s, namespace: %s}
    status: {podIP: 127.0.0.1, %s}
    """
        .formatted(name, namespace, status);
  }

  /** Whether who asks is taken for a pod of this namespace. */
  private boolean isTakenFor(String namespace) {
    try {
      Message response = server.ask("web.red." + namespace + ".svc.cluster.local", Type.A);
      return response.getSection(Section.ANSWER).stream().anyMatch(CNAMERecord.class::isInstance);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isUnknown() {
    return Stream.of("red", "blue").noneMatch(this::isTakenFor);
  }

  @Test
  void knowsAPodByItsAddress() {
    assertThat(isTakenFor("red")).isTrue();
    assertThat(isTakenFor("blue")).isFalse();
  }

  @Test
  void knowsNobodyWhileTwoPodsHaveTheAddress() {
    api.apply(pod("blue", "second", "phase: Running"));
    Eventually.await(this::isUnknown);

    api.delete("v1", "Pod", "red", "first");
    Eventually.await(() -> isTakenFor("blue"));
    assertThat(isTakenFor("red")).isFalse();
  }

  @Test
  void doesNotKnowAPodThatIsFinished() {
    api.apply(pod("red", "first", "phase: Succeeded"));

    Eventually.await(this::isUnknown);
  }

  @Test
  void doesNotKnowAPodThatIsBeingDeleted() {
    api.apply(
        pod("red", "first", "phase: Running")
            .replace("metadata: {", "metadata: {deletionTimestamp: '2026-01-01T00:00:00Z', "));

    Eventually.await(this::isUnknown);
  }

  @Test
  void doesNotKnowAPodThatHasTheAddressOfItsNode() {
    api.apply(pod("red", "first", "phase: Running") + "spec: {hostNetwork: true}\n");

    Eventually.await(this::isUnknown);
  }

  @Test
  void knowsNobodyWhileItDoesNotHearOfChanges() throws IOException {
    assertThat(isTakenFor("red")).isTrue();
    api.stop();
    Eventually.await(this::isUnknown);

    api.delete("v1", "Pod", "red", "first");
    api.apply(pod("blue", "second", "phase: Running"));
    api.restart();

    Eventually.await(() -> isTakenFor("blue"));
    assertThat(isTakenFor("red")).isFalse();
  }
}

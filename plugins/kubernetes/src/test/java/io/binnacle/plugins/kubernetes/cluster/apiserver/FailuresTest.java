// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.HASTY;
import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.SERVICES;
import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.delete;
import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.LogLines;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.plugins.kubernetes.testing.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
  private final FakeApiServer server;

  FailuresTest() throws IOException {
    server = FakeApiServer.start();
    service(server, "a", "10.96.0.1");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<String> about(LogLines log, String plural) {
    return log.lines().stream().filter(line -> line.startsWith(plural)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorized, Unauthorized",
    "403, Forbidden, 'services is forbidden: User \"x\" cannot list resource \"services\"'",
    "404, NotFound, the server could not find the requested resource",
    "429, TooManyRequests, 'too many requests, please try again later'",
    "500, InternalError, etcdserver: request timed out",
    "503, ServiceUnavailable, apiserver is shutting down",
  })
  void waitsForARefusalToEndWithOneLine(int code, String reason, String message)
      throws IOException {
    server.fail("services", new Fault.Refusal(code, reason, message));

    try (LogLines log = LogLines.of(Trouble.class);
        Fed fed = Fed.from(server, SERVICES, HASTY)) {
      String problem = "services: " + code + " " + reason + ": " + message;
      Eventually.await(() -> fed.requests(request -> true).size() > 5);
      Eventually.await(() -> fed.feed().waitingFor().equals(problem));
      assertThat(about(log, "services")).containsExactly(problem + "; trying again");
      assertThat(fed.feed().synced().toCompletableFuture()).isNotDone();
      assertThat(fed.index.listed()).containsExactly(Kind.NAMESPACE);

      server.mend();
      fed.awaitService("a", "10.96.0.1");
      fed.awaitWatching();
      Eventually.await(() -> fed.feed().waitingFor().isEmpty());
    }
  }

  @Test
  void tellsAgainWhatHappensAgain() throws IOException {
    Fault forbidden = new Fault.Refusal(403, "Forbidden", "no");

    try (LogLines log = LogLines.of(Trouble.class);
        Fed fed = Fed.synced(server)) {
      for (int i = 0; i < 2; i++) {
        server.fail("services", forbidden);
        server.endWatches();
        Eventually.await(() -> !fed.feed().waitingFor().isEmpty());
        server.mend();
        service(server, "b", "10.96.0." + i);
        fed.awaitService("b", "10.96.0." + i);
      }

      assertThat(about(log, "services"))
          .containsExactly(
              "services: 403 Forbidden: no; trying again",
              "services: 403 Forbidden: no; trying again");
      assertThat(fed.index.lists()).isEqualTo(2);
    }
  }

  @Test
  void outlivesTheApiServer() throws IOException {
    service(server, "b", "10.96.0.2");

    try (Fed fed = Fed.synced(server)) {
      server.stop();
      Eventually.await(() -> fed.feed().waitingFor().contains("services: " + server.uri()));
      fed.awaitService("a", "10.96.0.1");
      fed.awaitService("b", "10.96.0.2");

      delete(server, "a");
      service(server, "c", "10.96.0.3");
      server.restart();

      fed.awaitNoService("a");
      fed.awaitService("b", "10.96.0.2");
      fed.awaitService("c", "10.96.0.3");
      fed.awaitWatching();
    }
  }

  @Test
  void startsBeforeTheApiServer() throws IOException {
    server.stop();

    try (Fed fed = Fed.from(server, SERVICES, HASTY)) {
      Eventually.await(() -> fed.feed().waitingFor().contains("namespaces: http://127.0.0.1:"));
      server.restart();

      fed.awaitService("a", "10.96.0.1");
      fed.awaitWatching();
      assertThat(fed.feed().waitingFor()).isEmpty();
    }
  }

  @Test
  void givesUpOnAnApiServerThatHangs() throws IOException {
    Patience patience =
        new Patience(
            HASTY.firstPause(),
            HASTY.longestPause(),
            Duration.ofMillis(100),
            HASTY.listSilence(),
            HASTY.watchSilence(),
            HASTY.watchLength());
    server.fail("services", new Fault.Silence());

    try (Fed fed = Fed.from(server, SERVICES, patience)) {
      Eventually.await(() -> fed.requests(request -> true).size() > 2);
      assertThat(fed.feed().waitingFor()).startsWith("services: http://127.0.0.1:");

      server.mend();
      fed.awaitService("a", "10.96.0.1");
    }
  }

  @Test
  void listsInPagesWhereAListWithinAWatchDoesNotEnd() throws IOException {
    Patience patience =
        new Patience(
            HASTY.firstPause(),
            HASTY.longestPause(),
            HASTY.answer(),
            Duration.ofMillis(100),
            HASTY.watchSilence(),
            HASTY.watchLength());
    server.withEndlessLists();

    try (Fed fed = Fed.from(server, SERVICES, patience)) {
      fed.awaitWatching();
      fed.awaitService("a", "10.96.0.1");
      assertThat(fed.requests(request -> request.contains("limit="))).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, <html>Welcome</html>",
    "200, {\"items\": 5",
    "200, '[]'",
    "302, moved",
    "502, <html>Bad Gateway</html>",
  })
  void takesNoHarmFromWhatIsNoApiServer(int code, String body) throws IOException {
    server.withoutStreams();

    try (Fed fed = Fed.synced(server)) {
      server.fail("services", new Fault.Garbage(code, body));
      server.compact();
      server.endWatches();
      Eventually.await(() -> !fed.feed().waitingFor().isEmpty());
      fed.awaitService("a", "10.96.0.1");
      server.mend();

      service(server, "b", "10.96.0.2");
      fed.awaitService("b", "10.96.0.2");
    }
  }
}

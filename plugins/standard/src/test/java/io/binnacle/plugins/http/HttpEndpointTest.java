// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.corefile.HostPort;
import io.binnacle.plugin.Leases;
import io.binnacle.testing.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {
  private final Leases<HostPort, HttpSocket> sockets = new Leases<>();
  private int port;
  private HttpEndpoint endpoint = new HttpEndpoint(new HostPort("127.0.0.1", 0));
  private AutoCloseable running = () -> {};

  @BeforeEach
  void open() throws Exception {
    port = FreePort.find();
    endpoint = new HttpEndpoint(new HostPort("127.0.0.1", port));
    endpoint.serve("/health", accepted -> HttpAnswer.OK);
    running = endpoint.open(sockets);
  }

  @AfterEach
  void close() throws Exception {
    running.close();
  }

  @Test
  void answersItsPaths() throws Exception {
    endpoint.serve("/ready", accepted -> HttpAnswer.unavailable("kubernetes"));

    assertThat(HttpProbe.get(port, "/health")).isEqualTo(new HttpAnswer(200, "OK"));
    assertThat(HttpProbe.get(port, "/health?verbose")).isEqualTo(HttpAnswer.OK);
    assertThat(HttpProbe.get(port, "/ready")).isEqualTo(new HttpAnswer(503, "kubernetes"));
  }

  @Test
  void answersNoOtherPaths() throws Exception {
    assertThat(HttpProbe.get(port, "/")).isEqualTo(HttpAnswer.NOT_FOUND);
    assertThat(HttpProbe.get(port, "/healthz")).isEqualTo(HttpAnswer.NOT_FOUND);
    assertThat(HttpProbe.get(port, "/health/")).isEqualTo(HttpAnswer.NOT_FOUND);
  }

  @Test
  void answersAllMethods() throws Exception {
    assertThat(HttpProbe.ask("POST", port, "/health", "*/*").body()).isEqualTo("OK");
    assertThat(HttpProbe.ask("HEAD", port, "/health", "*/*").statusCode()).isEqualTo(200);
  }

  @Test
  void theFirstAnswerForAPathCounts() throws Exception {
    endpoint.serve("/health", accepted -> HttpAnswer.unavailable("late"));

    assertThat(HttpProbe.get(port, "/health")).isEqualTo(HttpAnswer.OK);
  }

  @Test
  void clientsThatAreSlowToAskHarmNobodyAndAreCutOff() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      if (i % 2 == 0) {
        socket.getOutputStream().write("GET /health HTTP/1.1\r\nX-Slow: ".getBytes(US_ASCII));
      }
      slow.add(socket);
    }

    assertThat(HttpProbe.get(port, "/health")).isEqualTo(HttpAnswer.OK);
    for (Socket socket : slow) {
      assertThat(socket.getInputStream().readAllBytes()).isEmpty(); // closed by the server
      socket.close();
    }
  }

  @Test
  void theNextTakesTheSocketOverWhenItBegins() throws Exception {
    HttpEndpoint next = new HttpEndpoint(new HostPort("127.0.0.1", port));
    next.serve("/health", accepted -> HttpAnswer.unavailable("next"));

    try (var _ = next.open(sockets)) {
      assertThat(HttpProbe.get(port, "/health")).isEqualTo(HttpAnswer.OK);
      next.begin();
      assertThat(HttpProbe.get(port, "/health")).isEqualTo(HttpAnswer.unavailable("next"));
    }
    assertThat(HttpProbe.get(port, "/health")).isEqualTo(HttpAnswer.unavailable("next"));
  }

  @Test
  void aNextThatNeverBeginsChangesNothing() throws Exception {
    HttpEndpoint next = new HttpEndpoint(new HostPort("127.0.0.1", port));
    next.serve("/health", accepted -> HttpAnswer.unavailable("next"));

    next.open(sockets).close();

    assertThat(HttpProbe.get(port, "/health")).isEqualTo(HttpAnswer.OK);
  }

  @Test
  void saysWhereItCannotListen() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HostPort address = new HostPort("127.0.0.1", taken.getLocalPort());

      assertThatThrownBy(() -> new HttpEndpoint(address).open(sockets))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot listen for HTTP at " + address + ": Address already in use");
    }
  }

  @Test
  void saysWhichNameItDoesNotKnow() {
    HostPort address = new HostPort("x".repeat(300), 8080);

    assertThatThrownBy(() -> new HttpEndpoint(address).open(sockets))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot listen for HTTP at " + address + ": unknown host");
  }
}

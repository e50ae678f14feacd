// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.plugins.http.HttpAnswer;
import io.binnacle.plugins.http.HttpProbe;
import io.binnacle.testing.FreePort;
import io.binnacle.testing.TestServer;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class HealthTest {
  @Test
  void answersFromStartToStop() throws Exception {
    int port = FreePort.find();
    String corefile =
        """
        example.org:0 {
          health 127.0.0.1:%d {
            lameduck 1ms
          }
          whoami
        }
        example.net:0 {
          health 127.0.0.1:%d
          whoami
        }
        """;

    try (var _ = TestServer.start(corefile, port, port)) {
      assertThat(HttpProbe.get(port, "/health")).isEqualTo(HttpAnswer.OK);
    }

    assertThatThrownBy(() -> HttpProbe.get(port, "/health")).isInstanceOf(ConnectException.class);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.corefile.CorefileException;
import io.binnacle.testing.TestServer;
import org.junit.jupiter.api.Test;

/** What is made of a Corefile before anything is opened. */
class ServerSetUpTest {
  @Test
  void buildingOpensNothing() throws CorefileException {
    ServerTest.Broken.starts = 0;

    try (Server built = Server.build(TestServer.corefile(". {\nbroken\n}"), ServerTest.CATALOG)) {
      assertThat(built.addresses()).isEmpty();
      assertThat(ServerTest.Broken.starts).isZero();
    }
  }

  @Test
  void whatCannotBeOpenedFailsTheStartWithItsReason() throws CorefileException {
    try (Server server = Server.build(TestServer.corefile(". {\nbroken\n}"), ServerTest.CATALOG)) {
      assertThatThrownBy(server::start)
          .isInstanceOf(StartException.class)
          .hasMessage("plugin/broken: no such file");
    }
  }

  @Test
  void everyErrorIsReportedAtOnce() {
    assertThatThrownBy(
            () ->
                Server.build(
                    TestServer.corefile(
                        """
                        . {
                          sai hello
                          missing
                          say
                        }
                        tls://example.org {
                          throwing
                          throwing
                        }
                        """),
                    ServerTest.CATALOG))
        .isInstanceOf(CorefileException.class)
        .hasMessageContainingAll(
            "2:3: unknown directive 'sai', did you mean 'say'?",
            "3:3: missing: this plugin of CoreDNS is not in Binnacle yet",
            "4:6: say: expected a text, found end of line",
            "6:1: listeners for 'tls://' are not in Binnacle yet",
            "8:3: throwing: may stand only once in a server block");
  }

  @Test
  void aZoneMayBeDefinedOnlyOnceAtAnAddress() {
    assertThatThrownBy(
            () ->
                Server.build(
                    TestServer.corefile(
                        """
                        example.org example.net {
                          say one
                        }
                        Example.NET. {
                          say two
                        }
                        """),
                    ServerTest.CATALOG))
        .hasMessageContaining(
            "4:1: example.net.:0 is already served by the block at Corefile:1:13");
  }

  @Test
  void aZoneForAllAddressesExcludesOneForSome() {
    assertThatThrownBy(
            () ->
                Server.build(
                    TestServer.corefile(
                        """
                        example.org {
                          say one
                        }
                        example.org {
                          at 127.0.0.1
                          say two
                        }
                        """),
                    ServerTest.CATALOG))
        .hasMessageContaining("4:1: example.org.:0 is already served by the block at Corefile:1:1");
  }

  @Test
  void aLineTellsEachZoneAndAddress() throws CorefileException {
    String corefile =
        """
        example.org:5300 {
          at ::1
          say one
        }
        .:53 {
          say two
        }
        """;

    try (Server server = Server.build(TestServer.corefile(corefile), ServerTest.CATALOG)) {
      assertThat(server.zones()).containsExactly(".:53", "example.org.:5300 on ::1");
    }
  }
}

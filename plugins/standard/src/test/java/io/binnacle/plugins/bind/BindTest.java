// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.Directives;
import io.binnacle.testing.TestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class BindTest {
  @Test
  void listensAtTheAddressesOfAllItsUsesAndNowhereElse() throws Exception {
    try (var server =
        TestServer.start(
            """
            .:0 {
              bind 127.0.0.1 127.0.0.2 127.0.0.3 {
                except 127.0.0.2
              }
              bind 127.0.0.4 127.0.0.1
              whoami
            }
            """)) {
      assertThat(server.server().addresses())
          .extracting(InetSocketAddress::getAddress)
          .containsExactly(
              InetAddress.ofLiteral("127.0.0.1"),
              InetAddress.ofLiteral("127.0.0.3"),
              InetAddress.ofLiteral("127.0.0.4"));
      assertThat(server.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  @Test
  void refusesToListenNowhere() {
    assertThat(
            Directives.problems(
                () ->
                    Server.build(
                        TestServer.corefile(
                            """
                            . {
                              bind 127.0.0.1 {
                                except 127.0.0.1
                              }
                            }
                            """),
                        PluginCatalog.packed())))
        .containsExactly(
            "Corefile:2:3: bind: expected an address to listen at, found that all are excepted");
  }
}

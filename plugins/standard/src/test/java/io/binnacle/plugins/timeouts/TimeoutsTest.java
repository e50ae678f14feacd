// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.timeouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.TestServer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class TimeoutsTest {
  private static Socket connect(TestServer server) throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void ask(Socket socket) throws IOException {
    byte[] query = DnsClient.query("example.org", Type.A).toWire();
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeShort(query.length);
    out.write(query);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    Message response = new Message(in.readNBytes(in.readUnsignedShort()));
    assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void aConnectionEndsWithItsLastQuery() throws Exception {
    try (var server =
            TestServer.start(". {\n timeouts {\n idle 1h\n maxtcpqueries 2\n }\n whoami\n}");
        Socket socket = connect(server)) {
      ask(socket);
      ask(socket);

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void ofTwoBlocksAtAnAddressTheFirstCounts() throws Exception {
    String corefile =
        """
        example.org {
          whoami
        }
        example.net {
          timeouts {
            maxtcpqueries 1
          }
        }
        example.com {
          timeouts {
            maxtcpqueries 2
          }
        }
        """;
    try (var server = TestServer.start(corefile);
        Socket socket = connect(server)) {
      ask(socket);

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aReloadIsForNewConnections() throws Exception {
    try (var server = TestServer.start(". {\n whoami\n}");
        Socket old = connect(server)) {
      ask(old);

      server.reload(". {\n timeouts {\n maxtcpqueries 1\n }\n whoami\n}");

      try (Socket fresh = connect(server)) {
        ask(fresh);
        assertThat(fresh.getInputStream().read()).isEqualTo(-1);
      }
      ask(old);
      ask(old);
    }
  }
}

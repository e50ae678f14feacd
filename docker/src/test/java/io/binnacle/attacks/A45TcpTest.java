// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Rcode;

/**
 * Connections that waste the server's time; what they may hold, and for how long, is tested in
 * {@code TcpLimitsTest}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766#section-10">RFC 7766, section 10</a>
 */
class A45TcpTest {
  @RegisterExtension final Victim victim = new Victim();

  @Test
  void hundredsOfConnectionsThatSendNothingOrHalfAQuery() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = victim.connect();
        socket.getOutputStream().write(new byte[i % 3]);
        sockets.add(socket);
      }

      victim.assertResponds(Rcode.NOERROR, Raw.query(0, 0, 0));
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void hundredsOfConnectionsThatAreReset() throws IOException {
    for (int i = 0; i < 300; i++) {
      try (Socket socket = victim.connect()) {
        socket.getOutputStream().write(Victim.frames(Raw.query(0, 0, 0).toBytes()));
        socket.setSoLinger(true, 0);
      }
    }
  }

  @Test
  void aClientThatPipelinesWithoutReading() throws IOException {
    byte[][] queries = new byte[1000][];
    for (int i = 0; i < queries.length; i++) {
      queries[i] = Raw.query(0, 0, 0).toBytes();
    }

    try (Socket greedy = victim.connect()) {
      greedy.getOutputStream().write(Victim.frames(queries));
      victim.assertResponds(Rcode.NOERROR, Raw.query(0, 0, 0));

      DataInputStream in = new DataInputStream(greedy.getInputStream());
      for (int i = 0; i < queries.length; i++) {
        assertThat(Victim.rcode(in.readNBytes(in.readUnsignedShort()))).isEqualTo(Rcode.NOERROR);
      }
    }
  }

  @Test
  void oneByteAtATime() throws IOException {
    try (Socket slow = victim.connect()) {
      slow.setTcpNoDelay(true);
      for (byte each : Victim.frames(Raw.query(0, 0, 0).toBytes())) {
        slow.getOutputStream().write(each);
        victim.assertResponds(Rcode.NOERROR, Raw.query(0, 0, 0));
      }

      DataInputStream in = new DataInputStream(slow.getInputStream());
      assertThat(Victim.rcode(in.readNBytes(in.readUnsignedShort()))).isEqualTo(Rcode.NOERROR);
    }
  }
}

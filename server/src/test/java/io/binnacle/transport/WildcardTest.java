// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sockets that are bound to all addresses: clients take a response only from the address they
 * asked.
 */
class WildcardTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 127.0.0.1",
    "0.0.0.0, 127.0.0.2",
    "0.0.0.0, 127.98.7.6",
    "::, 127.0.0.1",
    "::, 127.0.0.2",
    "::, 127.98.7.6",
    "::, ::1"
  })
  void answersFromTheAddressThatWasAsked(String bound, String asked) throws Exception {
    try (EventLoops loops = EventLoops.open(Sockets.LINUX, 2);
        Listener listener = start(loops, bound, new Echo());
        UdpClient client = new UdpClient(Kinds.at(asked, listener.address().getPort()))) {
      client.send(Queries.query(1));

      assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(1)));
    }
  }

  @Test
  void tellsWhichAddressWasAsked() throws Exception {
    Waiting waiting = new Waiting();

    try (EventLoops loops = EventLoops.open(Sockets.LINUX, 2);
        Listener listener = start(loops, "::", waiting);
        UdpClient client = new UdpClient(Kinds.at("127.0.0.2", listener.address().getPort()))) {
      client.send(Queries.query(1));

      assertThat(waiting.next().client().local())
          .isEqualTo(Kinds.at("127.0.0.2", listener.address().getPort()));
    }
  }

  @Test
  void tellsApartTheAddressesThatOneClientAsks() throws Exception {
    Waiting waiting = new Waiting();

    try (EventLoops loops = EventLoops.open(Sockets.LINUX, 1);
        Listener listener = start(loops, "0.0.0.0", waiting);
        DatagramSocket client = new DatagramSocket()) {
      for (String asked : List.of("127.0.0.1", "127.0.0.2", "127.0.0.1")) {
        InetSocketAddress address = Kinds.at(asked, listener.address().getPort());
        client.send(new DatagramPacket(Queries.query(1), 12, address));

        assertThat(waiting.next().client().local()).isEqualTo(address);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0, 127.0.0.2", "::, 127.0.0.2", "::, ::1"})
  void answersOverTcp(String bound, String asked) throws Exception {
    Waiting waiting = new Waiting();

    try (EventLoops loops = EventLoops.open(Sockets.LINUX, 2);
        Listener listener =
            TcpListener.bind(loops, Kinds.at(bound, 0), 2, TcpLimits.DEFAULT, loop -> waiting)) {
      listener.start();
      try (TcpClient client = new TcpClient(Kinds.at(asked, listener.address().getPort()))) {
        client.send(Queries.query(1));

        assertThat(waiting.next().client().local())
            .isEqualTo(Kinds.at(asked, listener.address().getPort()));
      }
    }
  }

  private static Listener start(EventLoops loops, String bound, MessageReceiver receiver)
      throws ListenException {
    Listener listener = UdpListener.bind(loops, Kinds.at(bound, 0), 2, loop -> receiver);
    listener.start();
    return listener;
  }
}

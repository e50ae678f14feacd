// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.transport.Waiting.Message;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sockets that are bound to all addresses: clients take a response only from the address they
 * asked.
 */
class WildcardTest {
  /** Each kind of sockets with all addresses that this machine's interfaces have. */
  static Stream<Arguments> addresses() throws IOException {
    List<InetAddress> ours =
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    return Arrays.stream(Sockets.values())
        .flatMap(
            kind ->
                Stream.concat(
                    ours.stream().map(asked -> Arguments.of(kind, "::", asked)),
                    ours.stream()
                        .filter(Inet4Address.class::isInstance)
                        .map(asked -> Arguments.of(kind, "0.0.0.0", asked))));
  }

  /** At once, and later. */
  @ParameterizedTest
  @MethodSource("addresses")
  void answersFromTheAddressThatWasAsked(Sockets kind, String bound, InetAddress asked)
      throws Exception {
    Waiting waiting = new Waiting();

    try (EventLoops loops = EventLoops.open(kind, 2);
        UdpListener listener = start(loops, bound, new Echo())) {
      InetSocketAddress address = new InetSocketAddress(asked, listener.address().getPort());
      try (UdpClient client = new UdpClient(address)) {
        client.send(Queries.query(1));
        assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(1)));

        listener.handOver(loop -> waiting).toCompletableFuture().join();
        client.send(Queries.query(2));
        Message message = waiting.next();
        assertThat(message.client().local()).isEqualTo(address);
        message.answer();
        assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(2)));
      }
    }
  }

  /** So many at a time that the system is asked where it would answer from by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void answersFromTheAddressThatWasAskedWhenThereIsMuchToDo(String bound) throws Exception {
    int each = 2 * Datagrams.BATCH;
    try (EventLoops loops = EventLoops.open(Sockets.LINUX, 1);
        Listener listener = UdpListener.bind(loops, Kinds.at(bound, 0), 1, loop -> new Echo());
        UdpClient usual = new UdpClient(Kinds.at("127.0.0.1", listener.address().getPort()));
        UdpClient other = new UdpClient(Kinds.at("127.0.0.2", listener.address().getPort()))) {
      for (int id = 0; id < each; id++) { // before the listener reads: whole batches
        usual.send(Queries.query(id));
      }
      for (int id = 0; id < each; id++) {
        other.send(Queries.query(id));
        usual.send(Queries.query(each + id));
      }
      listener.start();

      for (int id = 0; id < each; id++) {
        assertThat(other.receive()).isEqualTo(Echo.of(Queries.query(id)));
      }
      for (int id = 0; id < 2 * each; id++) {
        assertThat(usual.receive()).isEqualTo(Echo.of(Queries.query(id)));
      }
    }
  }

  /** Which no interface has, and may yet be asked. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 127.0.0.2",
    "0.0.0.0, 127.98.7.6",
    "::, 127.0.0.2",
    "::, 127.98.7.6",
  })
  void answersFromEveryAddressThatCanBeAsked(String bound, String asked) throws Exception {
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

  private static UdpListener start(EventLoops loops, String bound, MessageReceiver receiver)
      throws ListenException {
    UdpListener listener = UdpListener.bind(loops, Kinds.at(bound, 0), 2, loop -> receiver);
    listener.start();
    return listener;
  }
}

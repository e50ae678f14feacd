// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.plugin.Transport;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ListenExceptionTest {
  private final EventLoops loops;

  ListenExceptionTest(Sockets sockets) {
    this.loops = EventLoops.open(sockets, 2);
  }

  @AfterEach
  void closeLoops() {
    loops.close();
  }

  @Test
  void saysThatAnotherProcessHasThePort() throws Exception {
    try (DatagramSocket other = new DatagramSocket(null)) {
      other.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      other.bind(Kinds.at("127.0.0.1", 0));
      InetSocketAddress address = (InetSocketAddress) other.getLocalSocketAddress();

      assertThatThrownBy(() -> udp(address))
          .isInstanceOf(ListenException.class)
          .hasMessage(
              "cannot listen on 127.0.0.1:%d (udp): the port is in use"
                  .formatted(address.getPort()));
    }
  }

  @Test
  void saysThatAnotherProcessHasThePortForTcp() throws Exception {
    try (ServerSocket other = new ServerSocket()) {
      other.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      other.bind(Kinds.at("127.0.0.1", 0));
      InetSocketAddress address = (InetSocketAddress) other.getLocalSocketAddress();

      assertThatThrownBy(() -> tcp(address))
          .isInstanceOf(ListenException.class)
          .hasMessage(
              "cannot listen on 127.0.0.1:%d (tcp): the port is in use"
                  .formatted(address.getPort()));
    }
  }

  @Test
  void saysThatAnotherServerHasThePort() throws Exception {
    try (EventLoops others = EventLoops.open(loops.sockets(), 1);
        Listener udp = UdpListener.bind(others, anyPort(), 2, loop -> new Echo());
        Listener tcp =
            TcpListener.bind(others, anyPort(), 2, TcpLimits.DEFAULT, loop -> new Echo())) {
      assertThatThrownBy(() -> udp(udp.address())).hasMessageEndingWith("the port is in use");
      assertThatThrownBy(() -> tcp(tcp.address())).hasMessageEndingWith("the port is in use");
    }
  }

  @Test
  void saysThatThisServerHasThePort() throws Exception {
    try (Listener first = udp(anyPort())) {
      assertThatThrownBy(() -> udp(first.address())).hasMessageEndingWith("the port is in use");
    }
  }

  @Test
  void letsOneServerListenOnAllAddressesAndOnOne() throws Exception {
    if (!loops.sockets().canSharePorts()) {
      return;
    }
    try (Listener all = udp(Kinds.at("0.0.0.0", 0));
        Listener one = udp(Kinds.at("127.0.0.1", all.address().getPort()))) {
      assertThatAnswersAll(one);
    }
  }

  @Test
  void letsOneServerListenOnOneAddressAndOnAll() throws Exception {
    if (!loops.sockets().canSharePorts()) {
      return;
    }
    try (Listener one = udp(anyPort());
        Listener all = udp(Kinds.at("0.0.0.0", one.address().getPort()))) {
      assertThat(all.address().getPort()).isEqualTo(one.address().getPort());
      assertThatAnswersAll(one);
    }
  }

  private static void assertThatAnswersAll(Listener one) throws Exception {
    one.start();
    for (int id = 0; id < 20; id++) {
      try (UdpClient client = new UdpClient(one.address())) {
        client.send(Queries.query(id));

        assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(id)));
      }
    }
  }

  @Test
  void saysThatTheAddressIsNotOurs() {
    InetSocketAddress address = Kinds.at("192.0.2.1", 53);

    assertThatThrownBy(() -> udp(address))
        .hasMessage(
            "cannot listen on 192.0.2.1:53 (udp): the address is not one of this machine's");
    assertThatThrownBy(() -> tcp(address))
        .hasMessage(
            "cannot listen on 192.0.2.1:53 (tcp): the address is not one of this machine's");
  }

  @Test
  void saysWhatALowPortNeeds() {
    ListenException exception =
        ListenException.of(
            Kinds.at("::1", 53), Transport.UDP, new BindException("Permission denied"));

    assertThat(exception)
        .hasMessage(
            "cannot listen on [::1]:53 (udp): ports below 1024 need root or the capability"
                + " CAP_NET_BIND_SERVICE");
  }

  @Test
  void holdsNothingAfterAFailure() throws Exception {
    InetSocketAddress address;
    try (DatagramSocket other = new DatagramSocket(Kinds.at("127.0.0.1", 0))) {
      address = (InetSocketAddress) other.getLocalSocketAddress();
      assertThatThrownBy(() -> udp(address)).hasMessageEndingWith("the port is in use");
    }

    udp(address).close();
  }

  private Listener udp(InetSocketAddress address) throws ListenException {
    return UdpListener.bind(loops, address, 2, loop -> new Echo());
  }

  private Listener tcp(InetSocketAddress address) throws ListenException {
    return TcpListener.bind(loops, address, 2, TcpLimits.DEFAULT, loop -> new Echo());
  }

  private static InetSocketAddress anyPort() {
    return Kinds.at("127.0.0.1", 0);
  }
}

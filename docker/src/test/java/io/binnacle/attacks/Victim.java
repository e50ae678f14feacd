// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Directive;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.server.PluginCatalog;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.TestServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A running server that has an address for every name; after each test it must still answer.
 *
 * <p>Attacks come by UDP and by TCP. Each is followed by a good query on the same way, with the
 * same id: so what is not answered is known not to be without a wait.
 */
final class Victim implements BeforeEachCallback, AfterEachCallback {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse("addresses:io.binnacle.attacks.Victim$Addresses");

  private static final String GOOD_LABEL = "good";
  private static final byte[] GOOD =
      Raw.header(1, 0, 0, 0).label(GOOD_LABEL).name("example.org").u16(Raw.A, Raw.IN).toBytes();
  private static final int TIMEOUT = 10_000;

  private @Nullable TestServer server;

  /** Answers each query with an address. */
  public static final class Addresses implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      block.use(
          query -> {
            Message message = query.message();
            message.getHeader().setFlag(Flags.QR);
            message.addRecord(
                new ARecord(query.name(), DClass.IN, 5, InetAddress.ofLiteral("192.0.2.1")),
                Section.ANSWER);
            return MessageResponse.of(message);
          });
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    server = TestServer.start(CATALOG, ".:0 {\n addresses\n}");
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    try (TestServer attacked = Objects.requireNonNull(server)) {
      for (DnsClient client : new DnsClient[] {attacked.udp(), attacked.tcp()}) {
        Message response = client.ask("www.example.org", Type.A);
        assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(response.getSection(Section.ANSWER)).hasSize(1);
      }
    }
  }

  InetSocketAddress address() {
    return Objects.requireNonNull(server).address();
  }

  /** Both ways, this is the response's code. */
  void assertResponds(int rcode, Raw attack) throws IOException {
    assertThat(rcode(byUdp(attack.toBytes()))).as("by UDP").isEqualTo(rcode);
    assertThat(rcode(byTcp(attack.toBytes()))).as("by TCP").isEqualTo(rcode);
  }

  /** Both ways, there is no response. */
  void assertIgnores(Raw attack) throws IOException {
    assertThat(byUdp(attack.toBytes())).as("by UDP").isNull();
    assertThat(byTcp(attack.toBytes())).as("by TCP").isNull();
  }

  /** Both ways, there may be a response, or none. */
  void takes(byte[] attack) throws IOException {
    var _ = byUdp(attack);
    var _ = byTcp(attack);
  }

  /** What comes back by UDP, or null. */
  byte @Nullable [] byUdp(byte[] attack) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT);
      socket.connect(address());
      socket.send(new DatagramPacket(attack, attack.length));
      socket.send(new DatagramPacket(GOOD, GOOD.length));
      byte[] first = receive(socket);
      if (isForGood(first)) {
        return null;
      }
      assertThat(receive(socket)).matches(Victim::isForGood, "is the response to the good query");
      return first;
    }
  }

  private static byte[] receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[0xffff], 0xffff);
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  /** What comes back by TCP, or null. */
  byte @Nullable [] byTcp(byte[] attack) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(frames(attack, GOOD));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] first = in.readNBytes(in.readUnsignedShort());
      if (isForGood(first)) {
        return null;
      }
      assertThat(in.readNBytes(in.readUnsignedShort()))
          .matches(Victim::isForGood, "is the response to the good query");
      return first;
    }
  }

  /** A connection to it. */
  Socket connect() throws IOException {
    Socket socket = new Socket(address().getAddress(), address().getPort());
    socket.setSoTimeout(TIMEOUT);
    return socket;
  }

  /** These messages, each behind its length. */
  static byte[] frames(byte[]... messages) {
    ByteBuffer frames =
        ByteBuffer.allocate(Arrays.stream(messages).mapToInt(each -> 2 + each.length).sum());
    for (byte[] message : messages) {
      frames.putShort((short) message.length).put(message);
    }
    return frames.array();
  }

  static int rcode(byte @Nullable [] response) {
    assertThat(response).isNotNull().hasSizeGreaterThanOrEqualTo(12);
    return Objects.requireNonNull(response)[3] & 0xf;
  }

  private static boolean isForGood(byte[] response) {
    return response.length > 17
        && new String(response, 13, 4, StandardCharsets.ISO_8859_1).equals(GOOD_LABEL)
        && rcode(response) == Rcode.NOERROR;
  }
}

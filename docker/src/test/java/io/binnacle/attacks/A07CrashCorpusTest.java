// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/**
 * What has made servers crash: messages with something missing, turned round, or not DNS at all.
 */
class A07CrashCorpusTest {
  private static final int QR = 0x8000;

  @RegisterExtension final Victim victim = new Victim();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 11})
  void lessThanAHeaderByUdp(int length) throws IOException {
    assertThat(victim.byUdp(new byte[length])).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 11})
  void lessThanAHeaderByTcp(int length) throws IOException {
    try (Socket socket = victim.connect()) {
      socket.getOutputStream().write(Victim.frames(new byte[length]));

      assertThat(isClosed(socket)).isTrue();
    }
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void aHeaderAlone() throws IOException {
    victim.assertResponds(Rcode.FORMERR, Raw.header(0, 0, 0, 0));
    victim.assertResponds(Rcode.FORMERR, Raw.header(1, 0, 0, 0));
  }

  @Test
  void responsesAreIgnored() throws IOException {
    victim.assertIgnores(Raw.header(QR, 0, 0, 0, 0));
    victim.assertIgnores(Raw.header(QR, 1, 0, 0, 0).name("www.example.org").u16(Raw.A, Raw.IN));
    victim.assertIgnores(Raw.header(0xffff, 65_535, 65_535, 65_535, 65_535));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 15})
  void otherOpcodesAreNotImplemented(int opcode) throws IOException {
    victim.assertResponds(Rcode.NOTIMP, Raw.header(opcode << 11, 0, 0, 0, 0));
    victim.assertResponds(
        Rcode.NOTIMP,
        Raw.header(opcode << 11, 1, 0, 0, 0).name("www.example.org").u16(Raw.A, Raw.IN));
  }

  @ParameterizedTest
  @ValueSource(ints = {251, 252})
  void transfersWithoutAnythingElse(int type) throws IOException {
    victim.takes(Raw.header(1, 0, 0, 0).name("example.org").u16(type, Raw.IN).toBytes());
    victim.takes(
        Raw.header(1, 0, 1, 0).name("example.org").u16(type, Raw.IN).record(6, Raw.IN).toBytes());
  }

  @Test
  void everyFlag() throws IOException {
    for (int flag = 0; flag < 0x8000; flag = Math.max(1, flag << 1)) {
      victim.takes(
          Raw.header(flag, 1, 0, 0, 0).name("www.example.org").u16(Raw.A, Raw.IN).toBytes());
    }
  }

  @Test
  void everyByteTurnedRound() throws IOException {
    byte[] query = Raw.query(0, 0, 1).opt(12).u16(10, 8).zeros(8).toBytes();
    for (int i = 2; i < query.length; i++) {
      byte[] changed = query.clone();
      changed[i] ^= (byte) 0xff;

      victim.takes(changed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n",
        "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
        "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u000c\u00c0\0\2\1\u00c0\0\2\2\0\1\0\2",
        "\u0016\3\1\2\0\1\0\1\u00fc\3\3",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
      })
  void otherProtocols(String preface) throws IOException {
    byte[] bytes = preface.getBytes(StandardCharsets.ISO_8859_1);

    var _ = victim.byUdp(bytes);
    try (Socket socket = victim.connect()) {
      socket.getOutputStream().write(bytes);
      victim.takes(Raw.query(0, 0, 0).toBytes());
    }
  }
}

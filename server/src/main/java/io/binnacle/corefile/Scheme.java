// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The word before {@code ://} in a server block's key or an upstream's address. */
public enum Scheme {
  /** DNS over UDP and TCP. */
  DNS("dns", 53),
  /** DNS over TLS, RFC 7858. */
  TLS("tls", 853),
  /** DNS over QUIC, RFC 9250. */
  QUIC("quic", 853),
  /** DNS over HTTPS, RFC 8484, by HTTP/1.1 and HTTP/2. */
  HTTPS("https", 443),
  /** DNS over HTTPS, RFC 8484, by HTTP/3. */
  HTTPS3("https3", 443),
  /** CoreDNS's own service, by gRPC. */
  GRPC("grpc", 443);

  private final String word;
  private final int port;

  Scheme(String word, int port) {
    this.word = word;
    this.port = port;
  }

  /** As the Corefile writes it. */
  public String word() {
    return word;
  }

  /** The port, where none is written. */
  public int port() {
    return port;
  }

  static Optional<Scheme> of(String word) {
    return Arrays.stream(values()).filter(scheme -> scheme.word.equals(word)).findAny();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Scheme::word).toList();
  }
}

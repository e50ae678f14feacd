// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

/** How queries travel. */
public enum Transport {
  /** Datagrams. */
  UDP("udp", "dns"),
  /** A stream of messages, each behind its length. */
  TCP("tcp", "dns");

  private final String protocol;
  private final String scheme;

  Transport(String protocol, String scheme) {
    this.protocol = protocol;
    this.scheme = scheme;
  }

  /** {@code udp} or {@code tcp}, as logs and metrics have it. */
  public String protocol() {
    return protocol;
  }

  /** The scheme of the Corefile key that stands for it. */
  public String scheme() {
    return scheme;
  }
}

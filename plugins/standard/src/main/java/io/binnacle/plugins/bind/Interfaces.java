// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.bind;

import io.netty.util.NetUtil;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network interfaces of a machine. To read them opens nothing. */
@FunctionalInterface
interface Interfaces {
  /** The length of an IPv6 address, in bytes. */
  int IPV6_LENGTH = 16;

  /** The addresses of an interface, those of IPv6 with their scope; empty if there is none. */
  List<InetAddress> addressesOf(String name);

  /** This machine's. */
  static Interfaces ofMachine() {
    return name -> {
      NetworkInterface found = byName(name);
      return found == null ? List.of() : found.inetAddresses().toList();
    };
  }

  /**
   * The addresses that a word stands for: an address, or all those of an interface.
   *
   * @throws IllegalArgumentException if it is neither
   */
  default List<InetAddress> addresses(String word) {
    InetAddress literal = literal(word);
    List<InetAddress> addresses = literal == null ? addressesOf(word) : List.of(literal);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("neither an address nor an interface: " + word);
    }
    return addresses;
  }

  /** An address as it is written, perhaps with its scope: {@code fe80::1%eth0}. */
  private static @Nullable InetAddress literal(String word) {
    int percent = word.indexOf('%');
    if (percent < 0) {
      return word.startsWith("[") ? null : NetUtil.createInetAddressFromIpAddressString(word);
    }
    byte[] address = NetUtil.createByteArrayFromIpAddressString(word.substring(0, percent));
    NetworkInterface scope = byName(word.substring(percent + 1));
    if (address == null || address.length != IPV6_LENGTH || scope == null) {
      return null;
    }
    try {
      return Inet6Address.getByAddress(null, address, scope.getIndex());
    } catch (UnknownHostException e) {
      throw new AssertionError("it is long enough", e);
    }
  }

  private static @Nullable NetworkInterface byName(String name) {
    try {
      return name.isEmpty() ? null : NetworkInterface.getByName(name);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }
}

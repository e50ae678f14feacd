// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Transport;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * An address cannot be listened on. The message is one sentence for the operator.
 *
 * <p><i>Immutable.</i>
 */
public final class ListenException extends IOException {
  private static final long serialVersionUID = 1;

  private ListenException(String message) {
    super(message);
  }

  private ListenException(String message, Throwable cause) {
    super(message, cause);
  }

  static ListenException inUse(InetSocketAddress address, Transport transport) {
    return new ListenException(message(address, transport, "the port is in use"));
  }

  /** What went wrong at this address, told by what the system threw. */
  static ListenException of(InetSocketAddress address, Transport transport, Throwable thrown) {
    return new ListenException(message(address, transport, reason(address, thrown)), thrown);
  }

  private static String message(InetSocketAddress address, Transport transport, String reason) {
    return "cannot listen on %s (%s): %s"
        .formatted(NetUtil.toSocketAddressString(address), transport.protocol(), reason);
  }

  /** Netty's and the JDK's exceptions have no other mark in common than the system's own words. */
  private static String reason(InetSocketAddress address, Throwable thrown) {
    if (thrown instanceof UnsupportedOperationException) {
      return "this machine has no IPv6";
    }
    String words = String.valueOf(thrown.getMessage());
    if (isInUse(thrown)) {
      return "the port is in use";
    }
    if (words.contains("Permission denied")) {
      return address.getPort() < 1024
          ? "ports below 1024 need root or the capability CAP_NET_BIND_SERVICE"
          : "permission denied";
    }
    if (words.contains("Cannot assign requested address")) {
      return "the address is not one of this machine's";
    }
    if (words.contains("Address family not supported")) {
      return "this machine has no IPv6";
    }
    if (words.contains("Too many open files")) {
      return "too many open files; raise the limit (ulimit -n)";
    }
    return words;
  }

  static boolean isInUse(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).contains("Address already in use");
  }
}

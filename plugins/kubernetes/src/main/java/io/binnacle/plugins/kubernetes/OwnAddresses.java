// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * The addresses that others reach this server at: those that it is bound to, or else all of the
 * machine. None of them means the same elsewhere if it is link-local, nor, unless the server is
 * bound to it, if it is a loopback address.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class OwnAddresses implements Supplier<List<IpAddress>> {
  private volatile List<IpAddress> addresses;

  private OwnAddresses(List<IpAddress> addresses) {
    this.addresses = addresses;
  }

  /** These addresses; if there are none, those of the machine, once {@link #read}. */
  static OwnAddresses of(Collection<InetAddress> bound) {
    return new OwnAddresses(
        bound.stream()
            .filter(address -> !address.isLinkLocalAddress() && !address.isAnyLocalAddress())
            .map(IpAddress::of)
            .toList());
  }

  /** Reads the machine's addresses, unless others are known. */
  void read() throws SocketException {
    if (addresses.isEmpty()) {
      addresses =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
              .map(IpAddress::of)
              .toList();
    }
  }

  @Override
  public List<IpAddress> get() {
    return addresses;
  }
}

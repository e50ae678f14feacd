// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.Address;
import io.binnacle.plugins.kubernetes.cluster.DomainName;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.Ipv6Address;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as labels, with dashes for dots or colons: {@code 192-0-2-1}, {@code 2001-db8--1}.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
final class DashedAddress {
  private static final int DASHES_OF_IPV4 = 3;

  private DashedAddress() {}

  /** The label of an address; of a name, its dots turned into dashes. */
  static String label(Address address) {
    return switch (address) {
      case Ipv4Address v4 -> v4.text().replace('.', '-');
      case Ipv6Address v6 -> {
        String label = v6.text().replace(':', '-');
        yield label.endsWith("-") ? label + "0" : label; // no host name ends with a dash
      }
      case DomainName name -> name.text().replace('.', '-');
    };
  }

  /** The address that a label spells, in any way to write it that does not end with a dash. */
  static @Nullable IpAddress parse(String label) {
    if (label.endsWith("-") || label.indexOf('.') >= 0 || label.indexOf(':') >= 0) {
      return null;
    }
    boolean isV4 =
        label.chars().filter(c -> c == '-').count() == DASHES_OF_IPV4 && !label.contains("--");
    return IpAddress.parse(label.replace('-', isV4 ? '.' : ':'));
  }
}

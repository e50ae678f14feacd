// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.net;

import static java.util.Comparator.reverseOrder;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The addresses in any of some subnets; found by halving, however many there are.
 *
 * <p><i>Immutable.</i>
 */
public final class AddressSet {
  private final Ranges ipv4;
  private final Ranges ipv6;

  private AddressSet(Ranges ipv4, Ranges ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /** The addresses in these subnets. */
  public static AddressSet of(Collection<Subnet> subnets) {
    return new AddressSet(
        Ranges.of(subnets.stream().filter(Subnet::isIpv4).toList()),
        Ranges.of(subnets.stream().filter(subnet -> !subnet.isIpv4()).toList()));
  }

  /** Whether the address is one of them; its scope does not count. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    Ranges ranges = bytes.length == Bits.IPV4_LENGTH ? ipv4 : ipv6;
    return ranges.contain(Bits.high(bytes), Bits.low(bytes));
  }

  /** Ranges of addresses of one family, in ascending order; none touches another. */
  private record Ranges(List<Bits> firsts, List<Bits> lasts) {
    static Ranges of(Collection<Subnet> subnets) {
      List<Bits> firsts = new ArrayList<>();
      List<Bits> lasts = new ArrayList<>();
      subnets.stream()
          // of subnets that overlap, one contains the other
          .sorted(Comparator.comparing(Subnet::first).thenComparing(Subnet::last, reverseOrder()))
          .filter(subnet -> lasts.isEmpty() || subnet.first().compareTo(lasts.getLast()) > 0)
          .forEach(
              subnet -> {
                firsts.add(subnet.first());
                lasts.add(subnet.last());
              });
      return new Ranges(List.copyOf(firsts), List.copyOf(lasts));
    }

    boolean contain(long high, long low) {
      int from = 0;
      int to = firsts.size();
      while (from < to) { // the last range that begins at the address or before lies before to
        int middle = (from + to) >>> 1;
        if (firsts.get(middle).compareTo(high, low) <= 0) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from > 0 && lasts.get(from - 1).compareTo(high, low) >= 0;
    }
  }
}

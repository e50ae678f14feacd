// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.plugins.net.Subnet;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Addresses of preferred subnets before all others, each subnet's in a new random order. In answers
 * and among the additional records aliases come first, then addresses, mail exchangers, the rest.
 *
 * <p><i>Immutable.</i>
 */
final class SubnetPreference implements ResponseFilter {
  private static final int ALIASES = 0;
  private static final int ADDRESSES = 1;
  private static final int EXCHANGERS = 2;
  private static final int OTHERS = 3;

  private final List<Subnet> preferred;

  SubnetPreference(List<Subnet> preferred) {
    this.preferred = List.copyOf(preferred);
  }

  @Override
  public Response filter(Query query, Response response) {
    if (!RoundRobin.isFor(query, response)) {
      return response;
    }
    return Arrangement.of(query, response, this::arrange);
  }

  private void arrange(List<Record> records) {
    records.sort(Comparator.comparingInt(SubnetPreference::group)); // a chain of aliases stays one
    List<Record> addresses = group(records, ADDRESSES);
    Collections.shuffle(addresses, ThreadLocalRandom.current());
    addresses.sort(Comparator.comparingInt(this::rank));
    Collections.shuffle(group(records, EXCHANGERS), ThreadLocalRandom.current());
  }

  private static int group(Record record) {
    return switch (record.getType()) {
      case Type.CNAME -> ALIASES;
      case Type.A, Type.AAAA -> ADDRESSES;
      case Type.MX -> EXCHANGERS;
      default -> OTHERS;
    };
  }

  /** The part of the sorted records that is of this group. */
  private static List<Record> group(List<Record> sorted, int group) {
    int from = (int) sorted.stream().filter(record -> group(record) < group).count();
    int to = (int) sorted.stream().filter(record -> group(record) <= group).count();
    return sorted.subList(from, to);
  }

  private int rank(Record record) {
    return switch (record) {
      case ARecord a -> rank(a.getAddress());
      case AAAARecord aaaa -> rank(aaaa.getAddress());
      default -> 0;
    };
  }

  private int rank(InetAddress address) {
    int rank = 0;
    while (rank < preferred.size() && !preferred.get(rank).contains(address)) {
      rank++;
    }
    return rank;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * One address, drawn by weight, before all others of its section; the others keep their order.
 *
 * <p><i>Safe for use by many threads</i>: the weights are replaced as a whole.
 */
final class WeightedFirst implements ResponseFilter {
  private final IntUnaryOperator random;
  private volatile Weights weights = Weights.NONE;

  /**
   * A filter that knows no weights yet.
   *
   * @param random a number from 0 to one less than the bound that it is given
   */
  WeightedFirst(IntUnaryOperator random) {
    this.random = random;
  }

  /** Takes these weights from now on. */
  void use(Weights others) {
    weights = others;
  }

  @Override
  public Response filter(Query query, Response response) {
    return RoundRobin.isFor(query, response) && hasAddresses(query.type())
        ? Arrangement.of(query, response, this::arrange)
        : response;
  }

  /** In the answer or beside it. */
  private static boolean hasAddresses(int type) {
    return type == Type.A || type == Type.AAAA || type == Type.SRV;
  }

  private void arrange(List<Record> records) {
    int[] places =
        IntStream.range(0, records.size()).filter(i -> address(records.get(i)) != null).toArray();
    if (places.length > 1) {
      Weights current = weights;
      int[] sums = new int[places.length];
      int sum = 0;
      for (int i = 0; i < places.length; i++) {
        sum += weight(current, records.get(places[i]));
        sums[i] = sum;
      }
      int drawn = random.applyAsInt(sum);
      int winner = 0;
      while (sums[winner] <= drawn) {
        winner++;
      }
      Collections.swap(records, places[0], places[winner]);
    }
  }

  private static int weight(Weights weights, Record record) {
    InetAddress address = address(record);
    return address == null ? 0 : weights.of(record.getName(), address);
  }

  private static @Nullable InetAddress address(Record record) {
    return switch (record) {
      case ARecord a -> a.getAddress();
      case AAAARecord aaaa -> aaaa.getAddress();
      default -> null;
    };
  }
}

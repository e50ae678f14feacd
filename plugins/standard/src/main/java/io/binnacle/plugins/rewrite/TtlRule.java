// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import io.binnacle.dns.MessageCodec;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import org.xbill.DNS.Record;

/**
 * {@code ttl [MATCH] NAME SECONDS|MIN-MAX}: keeps TTLs within bounds.
 *
 * <p><i>Immutable.</i>
 */
record TtlRule(NameMatch names, long min, long max) implements ResponseRule {
  /** RFC 2181, 8: TTLs have 31 bits. */
  private static final long LONGEST = Integer.MAX_VALUE;

  /** What stands for a TTL. */
  private record Bounds(long min, long max) {
    Bounds {
      if (min < 0 || min > max || max > LONGEST) {
        throw new IllegalArgumentException("out of range");
      }
    }

    static Bounds parse(String text) {
      int dash = text.indexOf('-');
      if (dash < 0) {
        long ttl = Long.parseLong(text);
        return new Bounds(ttl, ttl);
      }
      if (text.length() == 1) {
        throw new IllegalArgumentException("a range without bounds");
      }
      String min = text.substring(0, dash);
      String max = text.substring(dash + 1);
      return new Bounds(
          min.isEmpty() ? 0 : Long.parseLong(min), max.isEmpty() ? LONGEST : Long.parseLong(max));
    }
  }

  static TtlRule parse(Words words) throws CorefileException {
    NameMatch names = NameMatch.parse(words.left() > 2, words);
    Bounds bounds = words.value("a TTL such as 30, 30-300, -300 or 30-", Bounds::parse);
    return new TtlRule(names, bounds.min(), bounds.max());
  }

  @Override
  public Response rewrite(Query query, Response response) {
    return Records.edit(response, query.question(), (record, _) -> bounded(record));
  }

  private Record bounded(Record record) {
    long ttl = Math.clamp(record.getTTL(), min, max);
    return ttl == record.getTTL() ? record : MessageCodec.withTtl(record, ttl);
  }
}

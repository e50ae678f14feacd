// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import java.util.Arrays;
import org.xbill.DNS.Type;

/**
 * The types of queries that are counted by name; all others are counted together.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
final class QueryType {
  private static final int[] NAMED = {
    Type.A, Type.AAAA, Type.CNAME, Type.DNSKEY, Type.DS, Type.MX, Type.NSEC, Type.NSEC3, Type.NS,
    Type.PTR, Type.RRSIG, Type.SOA, Type.SRV, Type.TXT, Type.HTTPS, Type.SVCB, Type.IXFR, Type.AXFR,
    Type.ANY
  };

  /** How many ways of counting there are. */
  static final int COUNT = NAMED.length + 1;

  private static final byte[] INDEX = new byte[Type.ANY + 1];

  static {
    Arrays.fill(INDEX, (byte) NAMED.length);
    for (int i = 0; i < NAMED.length; i++) {
      INDEX[NAMED[i]] = (byte) i;
    }
  }

  private QueryType() {}

  /** Where a type is counted: 0 to {@link #COUNT} - 1. */
  static int index(int type) {
    return type < INDEX.length ? INDEX[type] : NAMED.length;
  }

  /** The label of an index. */
  static String label(int index) {
    return index < NAMED.length ? Type.string(NAMED[index]) : "other";
  }
}

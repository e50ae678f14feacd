// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Name;

/**
 * Finds server blocks that stand in each other's way: which of them should answer?
 *
 * <p><i>Used at set-up only.</i>
 */
public final class Overlap {
  private Overlap() {}

  /**
   * What a server block wants to serve.
   *
   * @param listen the addresses that it listens on; empty for all
   * @param isFiltered whether a {@code view} chooses its queries, so that others may have the rest
   */
  public record Claim(ServerKey key, List<InetAddress> listen, boolean isFiltered) {
    /** A claim. */
    public Claim {
      listen = List.copyOf(listen);
    }
  }

  private record Service(Scheme scheme, Name zone, int port) {}

  /**
   * Refuses two claims to one zone by the same scheme, port and address; and to one zone by the
   * same scheme and port, where one has addresses and the other has all.
   */
  public static void check(List<Claim> claims) throws CorefileException {
    var problems = new Problems();
    Map<Service, List<Claim>> earlier = new HashMap<>();
    for (Claim claim : claims) {
      if (!claim.isFiltered()) {
        ServerKey key = claim.key();
        List<Claim> others =
            earlier.computeIfAbsent(
                new Service(key.scheme(), key.zone(), key.port()), _ -> new ArrayList<>());
        others.stream()
            .filter(other -> overlap(claim.listen(), other.listen()))
            .findFirst()
            .ifPresent(other -> problems.add(key.position(), message(key, other)));
        others.add(claim);
      }
    }
    problems.throwIfAny();
  }

  private static boolean overlap(List<InetAddress> some, List<InetAddress> others) {
    return some.isEmpty() || others.isEmpty() || !Collections.disjoint(some, others);
  }

  private static String message(ServerKey key, Claim other) {
    return key + " is already served by the block at " + other.key().position();
  }
}

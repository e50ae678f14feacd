// SPDX-License-Identifier: Apache-2.0

import java.util.List;

/**
 * A row of the table: work, and who does it.
 *
 * @param name what it is called at the command line
 * @param goal what Binnacle shall reach
 * @param servers their names; the first is what the others are compared with
 */
record Cell(String name, String work, String goal, Load load, List<String> servers) {
  private static final List<String> ALL =
      List.of("limit", "binnacle", "nsd", "unbound", "knot", "dnsmasq", "coredns");

  static final List<Cell> QUICK =
      List.of(
          new Cell("cluster", "ClusterIP A", "1.20", Load.udp("cluster"), ALL),
          new Cell("search", "NXDOMAIN of the search path", "1.25", Load.udp("search"), ALL),
          new Cell("outside", "outside name from cache", "1.20", Load.udp("outside"), ALL),
          new Cell("mix", "60 % / 30 % / 10 % of these", "1.25", Load.udp("mix"), ALL));

  /** Without all servers but the limit and Binnacle. */
  Cell alone() {
    return new Cell(name, work, goal, load, servers.subList(0, 2));
  }
}

// SPDX-License-Identifier: Apache-2.0

import java.util.List;
import java.util.function.Predicate;

/**
 * A row of the table: work, and who does it.
 *
 * @param name what it is called at the command line
 * @param goal what Binnacle shall reach
 * @param servers their names; the first is what the others are compared with
 */
record Cell(String name, String work, String goal, Load load, List<String> servers) {
  private static final List<String> SERVERS =
      List.of("limit", "binnacle", "nsd", "unbound", "knot", "dnsmasq", "coredns");

  private static final List<String> LOGGING = List.of("limit", "binnacle+log", "coredns+log");
  private static final List<String> MISSING = List.of("unbound", "binnacle", "coredns");
  private static final Load MISS = Load.udp("miss", "-u", "-b");
  private static final Load PIPELINED = Load.tcp("cluster", "-s", "8", "-w", "32");
  private static final Load DNSPERF = new Load("dnsperf", "mix", List.of());
  private static final Load HUNDRED = Load.udp("hundred", "-e");
  private static final List<String> SOME =
      List.of("limit", "binnacle", "nsd", "unbound", "coredns");
  private static final List<String> STREAMS = List.of("unbound", "binnacle", "nsd", "coredns");
  private static final String HALF = "½ CoreDNS";

  /** The first four are hits, through the whole chain. */
  static final List<Cell> ALL =
      List.of(
          new Cell("cluster", "ClusterIP A", "1.20", Load.udp("cluster"), SERVERS),
          new Cell("search", "NXDOMAIN of the search path", "1.25", Load.udp("search"), SERVERS),
          new Cell("outside", "outside name from cache", "1.20", Load.udp("outside"), SERVERS),
          new Cell("mix", "60 % / 30 % / 10 % of these", "1.25", Load.udp("mix"), SERVERS),
          new Cell("dnsperf", "the same, asked by dnsperf", "1.25", DNSPERF, SOME),
          new Cell("log", "the same, *log* on", HALF, Load.udp("mix"), LOGGING),
          new Cell("edns", "the same with EDNS", HALF, Load.udp("mix", "-e"), SOME),
          new Cell("three", "headless of 3", HALF, Load.udp("three"), SOME),
          new Cell("hundred", "headless of 100, cut at 1232", HALF, HUNDRED, SOME),
          new Cell("miss", "forward, not in cache", HALF + ", unbound", MISS, MISSING),
          new Cell("tcp", "TCP, a connection each", "unbound", Load.tcp("cluster", "-o"), STREAMS),
          new Cell("pipelined", "TCP, 8 × 32 at a time", "unbound", PIPELINED, STREAMS));

  /** Whether a goal is set for its garbage, too. */
  boolean isHit() {
    return ALL.subList(0, 4).stream().anyMatch(hit -> hit.name.equals(name));
  }

  /** With no other servers than what Binnacle is compared with. */
  Cell alone() {
    return new Cell(name, work, goal, load, servers.subList(0, 2));
  }

  /** Without the servers that are not there. */
  Cell among(Predicate<String> isThere) {
    return new Cell(name, work, goal, load, servers.stream().filter(isThere).toList());
  }
}

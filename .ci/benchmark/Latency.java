// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How long clients wait for a server that has half of the queries that it could answer. */
final class Latency {
  private static final int ROUNDS = 3;
  private static final double LEAD_SECONDS = 0.3;
  private static final double SECONDS = 1.5;
  private static final Load MIX = Load.udp("mix");

  private Latency() {}

  static void measure(Lab lab, Report report) throws IOException {
    List<String> servers =
        Stream.of("limit", "binnacle", "nsd", "coredns").filter(Servers::isThere).toList();
    Map<String, Double> capacities = new TreeMap<>();
    for (String server : servers) {
      lab.warmUp(lab.subject(server), MIX);
      capacities.put(server, lab.client().ask(MIX, lab.subject(server), 0.2, 1).get("qps"));
    }
    report.line(
        "%n| half of the capacity of | server | q/s | p50, µs | p99, µs | p99.9, µs | lost |");
    report.line("|---|---|--:|--:|--:|--:|--:|");
    for (String server : servers) {
      report(lab, report, "its own", server, capacities.get(server) / 2);
    }
    String slowest = servers.getLast();
    for (String server : servers.subList(0, servers.size() - 1)) {
      report(lab, report, slowest, server, capacities.get(slowest) / 2);
    }
  }

  private static void report(Lab lab, Report report, String whose, String server, double rate)
      throws IOException {
    List<Tally> tallies = new ArrayList<>();
    String option = String.format(Locale.ROOT, "-r%.0f", rate);
    for (int round = 0; round < ROUNDS; round++) {
      Tally tally = lab.client().ask(MIX, lab.subject(server), LEAD_SECONDS, SECONDS, option);
      tallies.add(tally);
      System.err.printf(
          Locale.ROOT,
          "bench: latency: %s: p50 %.0f, p99 %.0f, p99.9 %.0f µs, %.0f lost%n",
          server,
          tally.get("p50_us"),
          tally.get("p99_us"),
          tally.get("p999_us"),
          tally.get("lost"));
    }
    report.line(
        "| %s | %s | %,.0f | %.0f | %.0f | %.0f | %.0f |",
        whose,
        server,
        rate,
        median(tallies, "p50_us"),
        median(tallies, "p99_us"),
        median(tallies, "p999_us"),
        median(tallies, "lost"));
  }

  private static double median(List<Tally> tallies, String figure) {
    return Row.median(tallies.stream().map(tally -> tally.get(figure)).toList());
  }
}

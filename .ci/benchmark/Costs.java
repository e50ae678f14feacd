// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a query costs each server, for some kinds of work. */
final class Costs {
  private static final int ROUNDS = 3;
  private static final double LEAD_SECONDS = 0.2;
  private static final double SECONDS = 0.8;

  private final Map<Cell, Map<String, Row>> rows = new LinkedHashMap<>();
  private final Lab lab;

  Costs(Lab lab) {
    this.lab = lab;
  }

  void measure(List<Cell> cells) throws IOException {
    for (Cell cell : cells) {
      for (String server : cell.servers()) {
        lab.subject(server);
      }
    }
    for (Cell cell : cells) {
      for (String server : cell.servers()) {
        lab.warmUp(lab.subject(server), cell.load());
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Cell cell : cells) {
        measure(cell);
      }
    }
  }

  private void measure(Cell cell) throws IOException {
    Map<String, Row> found = rows.computeIfAbsent(cell, _ -> new LinkedHashMap<>());
    Tally first = null;
    for (String server : cell.servers()) {
      Tally tally = lab.client().ask(cell.load(), lab.subject(server), LEAD_SECONDS, SECONDS);
      first = first == null ? tally : first;
      found.computeIfAbsent(server, _ -> new Row()).add(tally, first);
      show(cell, server, tally);
    }
  }

  private static void show(Cell cell, String server, Tally tally) {
    System.err.printf(
        Locale.ROOT,
        "bench: %s: %s: %.2f µs, %,.0f q/s, %.0f lost%s%n",
        cell.name(),
        server,
        tally.cpuMicros(),
        tally.get("qps"),
        tally.get("lost"),
        tally.cores() < 0.9 ? ", %.0f %% of a core".formatted(100 * tally.cores()) : "");
  }

  void report(Report report) {
    report.line(
        "CPU time of the server per query: medians of %d rounds of %.1f s, after %s;"
            + " ÷ the first server of the same round.%n",
        ROUNDS, SECONDS, Lab.describeWarmUp());
    report.line("| work | server | µs | ÷ first (least, greatest) | goal | q/s | lost or wrong |");
    report.line("|---|---|--:|--:|--:|--:|--:|");
    rows.forEach(
        (cell, found) -> found.forEach((server, row) -> report(report, cell, server, row)));
  }

  private static void report(Report report, Cell cell, String server, Row row) {
    report.line(
        "| %s | %s | %.2f | %.2f (%.2f, %.2f) | %s | %,.0f | %s |",
        cell.work(),
        server,
        row.median(Tally::cpuMicros),
        row.ratio(),
        row.leastRatio(),
        row.greatestRatio(),
        server.startsWith("binnacle") ? cell.goal() : "",
        row.median(tally -> tally.get("qps")),
        server.equals("limit") ? "" : String.valueOf(row.faults()));
  }
}

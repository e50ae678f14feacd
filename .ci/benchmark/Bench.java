// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What {@code .ci/bench} runs. */
final class Bench {
  private static final int ROUNDS = 3;
  private static final double WARM_UP_SECONDS = 3;
  private static final double FILL_SECONDS = 0.5;
  private static final double LEAD_SECONDS = 0.2;
  private static final double SECONDS = 0.8;

  private final Report report = new Report();
  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final Map<Cell, Map<String, Row>> rows = new LinkedHashMap<>();
  private final Client client;
  private final Servers servers;

  private Bench(Client client, Servers servers) {
    this.client = client;
    this.servers = servers;
  }

  /** Arguments: the project's folder, one for what is made, and the command line's. */
  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    List<String> cores = Machine.cores();
    String clients = cores.getFirst();
    Files.createDirectories(folder.resolve("queries"));
    Cluster.writeQueries(folder.resolve("queries"));
    try (Cluster cluster = new Cluster();
        Subject upstream = Servers.startUpstream(folder, clients)) {
      String core = cores.getLast();
      Servers servers = new Servers(project, folder, core, cluster.uri(), upstream.port());
      Bench bench = new Bench(new Client(folder, clients), servers);
      try {
        bench.run(cells(List.of(arguments).subList(2, arguments.length)));
      } finally {
        bench.subjects.values().forEach(Subject::close);
      }
      bench.report.write(project.resolve("target/bench.md"));
    }
  }

  private static List<Cell> cells(List<String> arguments) {
    Set<String> names = new LinkedHashSet<>(arguments);
    boolean isQuick = names.remove("--quick");
    boolean isAlone = names.remove("--alone") || isQuick;
    List<Cell> cells =
        (isQuick ? Cell.QUICK.stream() : Cell.all())
            .filter(
                cell ->
                    arguments.stream().allMatch(word -> word.startsWith("--"))
                        || names.remove(cell.name()))
            .map(cell -> isAlone ? cell.alone() : cell)
            .toList();
    if (!names.isEmpty()) {
      throw new IllegalArgumentException("there is no " + String.join(", no ", names));
    }
    return cells;
  }

  private void run(List<Cell> cells) throws IOException {
    for (Cell cell : cells) {
      for (String server : cell.servers()) {
        if (!subjects.containsKey(server) && Servers.isThere(server)) {
          subjects.put(server, servers.start(server));
        }
      }
    }
    warmUp(cells);
    for (int round = 0; round < ROUNDS; round++) {
      for (Cell cell : cells) {
        measure(cell);
      }
    }
    Machine.describe(report, servers.project());
    report.line(
        "Medians of %d rounds of %.1f s, after %.0f s of warm-up for each kind of work.%n",
        ROUNDS, SECONDS, WARM_UP_SECONDS);
    report();
    for (Cell cell : cells) {
      if (Cell.QUICK.stream().anyMatch(quick -> quick.name().equals(cell.name()))) {
        reportGarbage(cell);
      }
    }
  }

  private void warmUp(List<Cell> cells) throws IOException {
    for (Cell cell : cells) {
      for (String server : cell.servers()) {
        Subject subject = subjects.get(server);
        if (subject != null) {
          client.ask(cell.load(), subject, 0, isCompiled(server) ? WARM_UP_SECONDS : FILL_SECONDS);
        }
      }
    }
  }

  /** Whether a server gets faster while it runs. */
  private static boolean isCompiled(String server) {
    return server.startsWith("binnacle");
  }

  private void measure(Cell cell) throws IOException {
    Map<String, Row> found = rows.computeIfAbsent(cell, _ -> new LinkedHashMap<>());
    Tally first = null;
    for (String server : cell.servers()) {
      Subject subject = subjects.get(server);
      if (subject != null) {
        Tally tally = client.ask(cell.load(), subject, LEAD_SECONDS, SECONDS);
        first = first == null ? tally : first;
        found.computeIfAbsent(server, _ -> new Row()).add(tally, first);
        progress(cell, server, tally);
      }
    }
  }

  private static void progress(Cell cell, String server, Tally tally) {
    System.err.printf(
        Locale.ROOT,
        "bench: %s: %s: %.2f µs, %,.0f q/s, %.0f lost, %.0f wrong%s%n",
        cell.name(),
        server,
        tally.cpuMicros(),
        tally.get("qps"),
        tally.get("lost"),
        tally.get("wrong"),
        tally.cores() < 0.9 ? ", %.0f %% of a core".formatted(100 * tally.cores()) : "");
  }

  private void report() {
    report.line(
        "| work | server | CPU per query, µs | ÷ first (least, greatest) | goal | q/s | lost or"
            + " wrong |");
    report.line("|---|---|--:|--:|--:|--:|--:|");
    rows.forEach(
        (cell, found) ->
            found.forEach(
                (server, row) ->
                    report.line(
                        "| %s | %s | %.2f | %.2f (%.2f, %.2f) | %s | %,.0f | %s |",
                        cell.work(),
                        server,
                        row.median(Tally::cpuMicros),
                        row.ratio(),
                        row.leastRatio(),
                        row.greatestRatio(),
                        isCompiled(server) ? cell.goal() : "",
                        row.median(tally -> tally.get("qps")),
                        server.equals("limit") ? "" : String.valueOf(row.faults()))));
  }

  private void reportGarbage(Cell cell) throws IOException {
    Subject binnacle = subjects.get("binnacle");
    Garbage before = Garbage.of(binnacle);
    Tally tally = client.ask(cell.load(), binnacle, 0, SECONDS);
    Garbage after = Garbage.of(binnacle);
    List<Double> pauses =
        Garbage.pauses(binnacle).subList(before.collections(), after.collections());
    if (rows.keySet().iterator().next() == cell) {
      report.line(
          "%n| work | garbage per query, bytes | young pauses | median, ms | longest, ms |");
      report.line("|---|--:|--:|--:|--:|");
    }
    report.line(
        "| %s | %.0f | %d | %.2f | %.2f |",
        cell.work(),
        (after.bytes() - before.bytes()) / tally.get("answered"),
        pauses.size(),
        pauses.isEmpty() ? 0 : Row.median(pauses),
        pauses.isEmpty() ? 0 : Collections.max(pauses));
  }
}

// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Binnacle's threads allocate, and how long it stands still to collect it. */
final class Garbage {
  private static final double SECONDS = 1;
  private static final Pattern ALLOCATED = Pattern.compile(" allocated=([0-9.]+)([BKMG]) ");
  private static final Pattern PAUSE = Pattern.compile("Pause Young.* ([0-9.]+)ms$");

  private Garbage() {}

  static void measure(Lab lab, List<Cell> cells, Report report) throws IOException {
    if (cells.isEmpty()) {
      return;
    }
    report.line("%n| work | garbage per query, bytes | young pauses | median, ms | longest, ms |");
    report.line("|---|--:|--:|--:|--:|");
    for (Cell cell : cells) {
      measure(lab, cell, report);
    }
  }

  private static void measure(Lab lab, Cell cell, Report report) throws IOException {
    Subject binnacle = lab.subject("binnacle");
    int collections = pauses(binnacle).size();
    double before = allocated(binnacle);
    Tally tally = lab.client().ask(cell.load(), binnacle, 0, SECONDS);
    double after = allocated(binnacle);
    List<Double> all = pauses(binnacle);
    List<Double> pauses = all.subList(collections, all.size());
    report.line(
        "| %s | %.0f | %d | %.2f | %.2f |",
        cell.work(),
        (after - before) / tally.get("answered"),
        pauses.size(),
        pauses.isEmpty() ? 0 : Row.median(pauses),
        pauses.isEmpty() ? 0 : Collections.max(pauses));
  }

  /** Bytes, of all threads but the one that says so. */
  private static double allocated(Subject server) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, String.valueOf(server.pid()), "Thread.print", "-e").start();
    String threads = new String(process.getInputStream().readAllBytes());
    return threads
        .lines()
        .filter(line -> !line.startsWith("\"Attach Listener\""))
        .map(ALLOCATED::matcher)
        .filter(Matcher::find)
        .mapToDouble(Garbage::bytes)
        .sum();
  }

  private static double bytes(Matcher allocated) {
    int power = "BKMG".indexOf(allocated.group(2));
    return Double.parseDouble(allocated.group(1)) * (1L << 10 * power);
  }

  private static List<Double> pauses(Subject server) throws IOException {
    return Files.readAllLines(Servers.collections(server)).stream()
        .map(PAUSE::matcher)
        .filter(Matcher::find)
        .map(pause -> Double.valueOf(pause.group(1)))
        .toList();
  }
}

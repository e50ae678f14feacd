// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What {@code .ci/bench} runs. */
final class Bench {
  private Bench() {}

  /** Arguments: the project's folder, one for what is made, and the command line's. */
  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]);
    Set<String> words = new LinkedHashSet<>(List.of(arguments).subList(2, arguments.length));
    boolean isQuick = words.remove("--quick");
    boolean isAlone = words.remove("--alone") || isQuick;
    boolean isAll = words.isEmpty() && !isQuick;
    List<Cell> cells =
        Cell.ALL.stream()
            .filter(cell -> words.remove(cell.name()) || isAll || isQuick && cell.isHit())
            .map(cell -> isAlone ? cell.alone() : cell.among(Servers::isThere))
            .toList();
    boolean isLatency = words.remove("latency") || isAll;
    boolean isLoops = words.remove("loops") || isAll;
    boolean isFlood = words.remove("flood") || isAll;
    if (!words.isEmpty()) {
      System.err.println("bench: there is no " + String.join(", no ", words));
      System.exit(2);
    }
    Report report = new Report();
    try (Lab lab = new Lab(project, Path.of(arguments[1]))) {
      Machine.describe(report, project);
      if (!cells.isEmpty()) {
        Costs costs = new Costs(lab);
        costs.measure(cells);
        costs.report(report);
        Garbage.measure(lab, cells.stream().filter(Cell::isHit).toList(), report);
      }
      if (isLatency) {
        Latency.measure(lab, report);
      }
      if (isLoops) {
        Loops.measure(lab, report);
      }
      if (isFlood) {
        Flood.measure(lab, report);
      }
    }
    report.write(project.resolve("target/bench.md"));
  }
}

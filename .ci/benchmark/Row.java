// SPDX-License-Identifier: Apache-2.0

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a server did at some work, in several rounds. */
final class Row {
  private final List<Tally> tallies = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();

  /** A round, and what the first server did in the same. */
  void add(Tally tally, Tally first) {
    tallies.add(tally);
    ratios.add(tally.cpuMicros() / first.cpuMicros());
  }

  double median(ToDoubleFunction<Tally> figure) {
    return median(tallies.stream().map(figure::applyAsDouble).toList());
  }

  double ratio() {
    return median(ratios);
  }

  double leastRatio() {
    return ratios.stream().mapToDouble(ratio -> ratio).min().orElseThrow();
  }

  double greatestRatio() {
    return ratios.stream().mapToDouble(ratio -> ratio).max().orElseThrow();
  }

  long faults() {
    return tallies.stream().mapToLong(Tally::faults).sum();
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }
}

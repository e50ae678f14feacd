// SPDX-License-Identifier: Apache-2.0

import java.util.HashMap;
import java.util.Map;

/** What a load program has printed. */
record Tally(Map<String, Double> figures) {
  static Tally parse(String line) {
    Map<String, Double> figures = new HashMap<>();
    for (String word : line.strip().split(" ")) {
      int equals = word.indexOf('=');
      figures.put(word.substring(0, equals), Double.valueOf(word.substring(equals + 1)));
    }
    return new Tally(figures);
  }

  double get(String name) {
    return figures.get(name);
  }

  /** Time of the server's processes for each response. */
  double cpuMicros() {
    return get("cpu_us");
  }

  /** How many cores they kept busy. */
  double cores() {
    return cpuMicros() * get("qps") / 1e6;
  }

  long faults() {
    return (long) (get("lost") + get("wrong"));
  }
}

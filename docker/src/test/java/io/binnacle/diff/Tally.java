// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has come out so far.
 *
 * <p><i>Confined to one thread.</i>
 */
final class Tally {
  private static final int MOST_PRINTED = 10;
  private static final int MOST_ALIKE = 2;

  private final PrintStream out;
  private final Map<String, Integer> kinds = new TreeMap<>();
  private final Map<String, Integer> shapes = new TreeMap<>();
  private String theirVersion = "";
  private int queries;
  private int alike;
  private int unexplained;

  Tally(PrintStream out) {
    this.out = out;
  }

  void alike() {
    queries++;
    alike++;
  }

  void explained(List<String> departures) {
    queries++;
    departures.forEach(kind -> kinds.merge(kind, 1, Integer::sum));
  }

  /** Counts a difference that nothing explains, and prints it if there have not been many. */
  void unexplained(String shape, String report) {
    queries++;
    unexplained++;
    if (shapes.merge(shape, 1, Integer::sum) <= MOST_ALIKE && shapes.size() <= MOST_PRINTED) {
      out.println(report);
    }
  }

  /** Notes which CoreDNS it is. */
  void theirVersion(String version) {
    theirVersion = version;
  }

  boolean isGood() {
    return unexplained == 0;
  }

  void print() {
    out.printf("%s: %,d queries, %,d answered alike%n", theirVersion, queries, alike);
    kinds.forEach((kind, count) -> out.printf("%,9d  %s%n", count, kind));
    out.printf("%,9d  unexplained%n", unexplained);
    shapes.forEach((shape, count) -> out.printf("%,11d  %s%n", count, shape));
  }
}

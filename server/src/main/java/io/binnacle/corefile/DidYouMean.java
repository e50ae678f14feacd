// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.util.Collection;

/** Hints for misspelt words. */
public final class DidYouMean {
  private static final int LONGEST = 64;

  private DidYouMean() {}

  /** {@code ", did you mean 'prefetch'?"} if one of the known words is near, else nothing. */
  public static String hint(String word, Collection<String> known) {
    String nearest = "";
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest.isEmpty() ? "" : ", did you mean '" + nearest + "'?";
  }

  /**
   * Single-character insertions, deletions, substitutions and swaps of neighbours that lead from
   * one word to the other: the optimal string alignment distance. Words too long for a human typo
   * are infinitely far from all others.
   */
  static int distance(String from, String to) {
    if (Math.max(from.length(), to.length()) > LONGEST) {
      return Integer.MAX_VALUE;
    }
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int cheapest(int[][] cost, String from, String to, int i, int j) {
    int changed = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(cost[i - 1][j - 1] + changed, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}

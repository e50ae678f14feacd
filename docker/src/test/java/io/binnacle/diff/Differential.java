// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.logging.Logging;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * The program behind {@code .ci/diff}: Binnacle and CoreDNS side by side.
 *
 * <p>Everything follows from the seed, but for the order in which either server puts records.
 */
public final class Differential {
  private static final int QUERIES_PER_ROUND = 3000;

  private Differential() {}

  /** Arguments: CoreDNS, how many queries, how many changes, and the seed. */
  public static void main(String[] arguments) throws IOException {
    Logging.close(); // what the server says is of no interest
    int queries = Integer.parseInt(arguments[1]);
    int changes = Integer.parseInt(arguments[2]);
    long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : System.nanoTime();
    System.out.printf("diff: %,d queries, %,d changes, seed %d%n", queries, changes, seed);

    Tally tally = new Tally(System.out);
    SplittableRandom random = new SplittableRandom(seed);
    int variants = Variant.ALL.size();
    int rounds = variants * Math.max(1, queries / (variants * QUERIES_PER_ROUND));
    for (int round = 0; round < rounds; round++) {
      Round.run(
          arguments[0],
          Variant.ALL.get(round % variants),
          random.split(),
          tally,
          share(queries, rounds, round),
          share(changes, rounds, round),
          queries / Math.max(1, changes));
    }
    tally.print();
    Runtime.getRuntime().exit(tally.isGood() ? 0 : 1);
  }

  /** What falls to one of the rounds, so that they have all together. */
  private static int share(int all, int rounds, int round) {
    return all / rounds + (round < all % rounds ? 1 : 0);
  }
}

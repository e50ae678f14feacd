// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.util.Comparator;

/**
 * A place in a Corefile.
 *
 * <p><i>Immutable.</i>
 *
 * @param file the file, as the user or the import statement names it
 * @param line 1 for the first line; 0 stands for the file as a whole
 * @param column 1 for the first character of a line, counted in code points
 */
public record Position(String file, int line, int column) implements Comparable<Position> {
  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::file)
          .thenComparingInt(Position::line)
          .thenComparingInt(Position::column);

  /** A file as a whole. */
  public static Position of(String file) {
    return new Position(file, 0, 0);
  }

  /** File by file, from top to bottom. */
  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  /** {@code Corefile:12:9}. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}

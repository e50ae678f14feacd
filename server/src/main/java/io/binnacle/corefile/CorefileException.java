// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;

/**
 * A Corefile that cannot be used, with all that is wrong in it.
 *
 * <p><i>Immutable.</i>
 */
public final class CorefileException extends Exception {
  /** Problems that the message shows; the rest is counted. */
  private static final int SHOWN = 50;

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /** One problem. */
  public CorefileException(Position position, String message) {
    this(List.of(new Problem(position, message)));
  }

  private CorefileException(List<Problem> problems) {
    this.problems = problems;
  }

  /** These problems, at least one. */
  public static CorefileException of(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an exception needs a problem");
    }
    return new CorefileException(
        problems.stream().sorted(Comparator.comparing(Problem::position)).toList());
  }

  /** What is wrong, file by file and from top to bottom; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  /** A line for each problem: {@code file:line:column: message}. */
  @Override
  public String getMessage() {
    String newLine = System.lineSeparator();
    String lines = problems.stream().limit(SHOWN).map(Problem::toString).collect(joining(newLine));
    int more = problems.size() - SHOWN;
    return more <= 0 ? lines : lines + newLine + "… and " + more + " more";
  }
}

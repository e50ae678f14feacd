// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong, so that one run reports it all, each problem once.
 *
 * <pre>{@code
 * var problems = new Problems();
 * for (Directive each : directive.occurrences()) {
 *   problems.attempt(() -> rules.add(Rule.parse(each)));
 * }
 * problems.throwIfAny();
 * }</pre>
 *
 * <p><i>Used at set-up only.</i>
 */
public final class Problems {
  private final Set<Problem> found = new LinkedHashSet<>();

  /** Something that may find the Corefile wrong. */
  @FunctionalInterface
  public interface Step {
    /** Does it. */
    void run() throws CorefileException;
  }

  /** Notes a problem. */
  public void add(Position position, String message) {
    add(new Problem(position, message));
  }

  /** Notes a problem. */
  public void add(Problem problem) {
    found.add(problem);
  }

  /** Notes all problems of an exception. */
  public void add(CorefileException exception) {
    found.addAll(exception.problems());
  }

  /** Runs the step, and notes the problems that it throws. */
  public void attempt(Step step) {
    try {
      step.run();
    } catch (CorefileException e) {
      add(e);
    }
  }

  /** Throws what has been found, if anything has. */
  public void throwIfAny() throws CorefileException {
    if (!found.isEmpty()) {
      throw CorefileException.of(List.copyOf(found));
    }
  }
}

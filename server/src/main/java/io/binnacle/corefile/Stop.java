// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

/** A problem after which it makes no sense to look for more: a limit, or what is no text at all. */
final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  Stop(Position position, String message) {
    super(message);
    this.problem = new Problem(position, message);
  }

  Problem problem() {
    return problem;
  }
}

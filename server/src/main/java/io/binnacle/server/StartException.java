// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import java.util.List;

/**
 * A server that could not start, with all the reasons.
 *
 * <p><i>Immutable.</i>
 */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> reasons;

  StartException(List<String> reasons) {
    super(String.join("\n", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** One sentence for each thing that went wrong. */
  public List<String> reasons() {
    return reasons;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.corefile.Position;

/**
 * Why a rule has no answer to a query. Clients can bring that about, so it has no stack trace, and
 * its message is fit for a log.
 *
 * <p><i>Immutable.</i>
 */
final class QueryFailure extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * A failure.
   *
   * @param position of what failed in the Corefile
   */
  QueryFailure(Position position, Exception reason) {
    super(position + ": " + printable(reason), null, false, false);
  }

  private static String printable(Exception reason) {
    return String.valueOf(reason.getMessage()).replaceAll("\\p{Cntrl}", "\ufffd");
  }
}

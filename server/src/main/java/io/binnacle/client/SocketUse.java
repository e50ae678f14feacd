// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.binnacle.plugin.Transport;

/**
 * Hears how the sockets to one server are used, to count it.
 *
 * <p><i>Safe for use by many threads.</i> Called on event loops; does not block.
 */
@FunctionalInterface
public interface SocketUse {
  /** Nobody counts. */
  SocketUse UNCOUNTED = (transport, isNew) -> {};

  /**
   * A query is sent.
   *
   * @param isNew whether a socket had to be opened for it
   */
  void sent(Transport transport, boolean isNew);
}

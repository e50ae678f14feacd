// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.binnacle.plugin.WireResponse;

/**
 * Waits for the outcome of one query to an upstream; hears exactly one.
 *
 * <p><i>Confined to one event loop</i>: that of the query.
 */
public interface ResponseListener {
  /** The upstream has answered. */
  void responded(WireResponse response);

  /** The upstream has not answered. */
  void failed(UpstreamException cause);
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/**
 * Sees what the API server is asked.
 *
 * <p><i>Safe for use by many threads.</i> Does not block.
 */
@FunctionalInterface
public interface RequestObserver {
  /** The code of a request that got no response. */
  String NO_RESPONSE = "<error>";

  /**
   * The response to a request has begun, or will not come.
   *
   * @param host the API server's, with its port where the address has one
   * @param code the HTTP status, or {@link #NO_RESPONSE}
   * @param nanos since it was asked
   */
  void answered(String host, String code, long nanos);
}

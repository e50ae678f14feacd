// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.Service;

/**
 * Hears how long changes of endpoints take to be answered.
 *
 * <p><i>Safe for use by many threads.</i> Does not block.
 */
@FunctionalInterface
public interface ProgrammingLatency {
  /**
   * A change of a service's endpoints is answered from now on.
   *
   * @param millis since what made it happened
   */
  void answered(Service service, long millis);
}

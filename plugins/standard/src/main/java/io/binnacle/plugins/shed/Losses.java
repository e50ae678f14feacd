// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.shed;

import io.binnacle.plugin.Observer;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import org.jspecify.annotations.Nullable;

/**
 * Counts the responses that the system did not take.
 *
 * <p><i>Safe for use by many threads.</i>
 */
record Losses(ShedMetrics metrics) implements Observer {
  @Override
  public void lost(String server, int responses) {
    metrics.responses(server, responses);
  }

  @Override
  public void answered(Query query, @Nullable Response response, String plugin) {
    // nothing is lost
  }

  @Override
  public void threw() {
    // nothing is lost
  }
}

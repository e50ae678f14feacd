// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.ready;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.HostPort;
import io.binnacle.plugins.http.HttpEndpoints;
import java.util.List;

/**
 * The options of {@code ready}.
 *
 * <p><i>Immutable.</i>
 *
 * @param isContinuous whether a plugin is asked again once it was ready
 */
record ReadyConfig(HostPort address, boolean isContinuous) {
  static final int PORT = 8181;

  private static final String UNTIL_READY = "until-ready";
  private static final String CONTINUOUSLY = "continuously";

  static ReadyConfig parse(Directive ready) throws CorefileException {
    var options = ready.options();
    return options.done(
        new ReadyConfig(
            options.arguments(
                HttpEndpoints.everywhere(PORT), it -> HttpEndpoints.address(it, PORT)),
            options
                .word("monitor", UNTIL_READY, List.of(UNTIL_READY, CONTINUOUSLY))
                .equals(CONTINUOUSLY)));
  }
}

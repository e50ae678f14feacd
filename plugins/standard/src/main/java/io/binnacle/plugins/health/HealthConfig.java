// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.HostPort;
import io.binnacle.plugins.http.HttpEndpoints;

/**
 * The options of {@code health}.
 *
 * <p><i>Immutable.</i>
 *
 * @param lameduck how long to go on serving once told to stop
 */
record HealthConfig(HostPort address, LameduckTimes lameduck) {
  static final int PORT = 8080;

  static HealthConfig parse(Directive health) throws CorefileException {
    var options = health.options();
    return options.done(
        new HealthConfig(
            options.arguments(
                HttpEndpoints.everywhere(PORT), it -> HttpEndpoints.address(it, PORT)),
            options.value("lameduck", LameduckTimes.NONE, LameduckTimes::parse)));
  }
}

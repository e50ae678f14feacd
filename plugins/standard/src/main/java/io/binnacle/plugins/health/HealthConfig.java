// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugins.http.HttpAddress;
import java.time.Duration;

/**
 * The options of {@code health}.
 *
 * <p><i>Immutable.</i>
 *
 * @param lameduck how long to go on serving once told to stop
 */
record HealthConfig(HttpAddress address, Duration lameduck) {
  static final HttpAddress DEFAULT_ADDRESS = new HttpAddress("", 8080);

  static HealthConfig parse(Directive health) throws CorefileException {
    var options = health.options();
    return options.done(
        new HealthConfig(
            options.arguments(DEFAULT_ADDRESS, it -> HttpAddress.parse(it, DEFAULT_ADDRESS)),
            options.duration("lameduck", Duration.ZERO)));
  }
}

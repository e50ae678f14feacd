// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.http;

import io.binnacle.corefile.HostPort;
import io.binnacle.plugin.Leases;

/**
 * The addresses that this process listens at for HTTP.
 *
 * <p><i>Safe for use by many threads.</i>
 */
record HttpSockets(Leases<HostPort, HttpSocket> leases) {
  HttpSockets() {
    this(new Leases<>());
  }
}

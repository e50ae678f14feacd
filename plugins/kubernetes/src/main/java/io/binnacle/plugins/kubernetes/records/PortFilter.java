// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.Port;
import java.util.List;

/**
 * Ports as a name asks for them.
 *
 * <p><i>Immutable.</i>
 *
 * @param name the port's name in any case; empty for any
 * @param protocol the protocol's name in any case; empty for any
 */
record PortFilter(String name, String protocol) {
  /** Every port. */
  static final PortFilter ANY = new PortFilter("", "");

  /** The filter that two labels spell, each with or without an underscore in front. */
  static PortFilter of(String portLabel, String protocolLabel) {
    return new PortFilter(bare(portLabel), bare(protocolLabel));
  }

  private static String bare(String label) {
    return label.startsWith("_") ? label.substring(1) : label;
  }

  boolean matches(Port port) {
    return (name.isEmpty() || name.equalsIgnoreCase(port.name()))
        && (protocol.isEmpty() || protocol.equalsIgnoreCase(port.protocol()));
  }

  /** Whether one of the ports is asked for. */
  boolean isIn(List<Port> ports) {
    for (Port port : ports) {
      if (matches(port)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the endpoints of a slice have a port that is asked for. */
  boolean isIn(EndpointSlice slice) {
    return isIn(slice.ports());
  }
}

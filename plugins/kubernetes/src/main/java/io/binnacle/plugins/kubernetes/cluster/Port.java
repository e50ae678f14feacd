// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/**
 * A port of a Service, of an EndpointSlice or of a ServiceImport.
 *
 * <p><i>Immutable.</i>
 *
 * @param name empty for a port without name
 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
 * @param number 1 to 65535
 */
public record Port(String name, String protocol, int number) {}

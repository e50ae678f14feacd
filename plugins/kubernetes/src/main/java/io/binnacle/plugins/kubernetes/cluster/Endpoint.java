// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/**
 * An address that serves.
 *
 * <p><i>Immutable.</i>
 *
 * @param address an {@link IpAddress}, or a {@link DomainName} in slices of address type FQDN
 * @param hostname the label that it asks for, or empty
 * @param target the name of the object that it stands for, commonly a Pod; or empty
 * @param zone the topology zone that it lies in, or empty
 * @param isReady whether new connections are welcome: it is not about to end
 */
public record Endpoint(
    Address address, String hostname, String target, String zone, boolean isReady) {}

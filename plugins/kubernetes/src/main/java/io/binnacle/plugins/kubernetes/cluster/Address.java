// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/**
 * Where something is: an IP address, or a name that stands for one.
 *
 * <p><i>Immutable.</i>
 */
public sealed interface Address permits IpAddress, DomainName {
  /** As Kubernetes writes it. */
  String text();
}

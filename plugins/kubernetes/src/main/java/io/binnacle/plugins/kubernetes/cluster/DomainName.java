// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/**
 * A domain name in place of an address, as it is written in the object.
 *
 * <p><i>Immutable.</i>
 */
public record DomainName(String text) implements Address {}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;

/**
 * An endpoint of a service, with the slice that lists it.
 *
 * <p><i>Immutable.</i>
 */
record Member(Endpoint endpoint, EndpointSlice slice) {}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.plugin.Route;

/**
 * Where a listener sends the queries of a zone.
 *
 * <p><i>Immutable.</i>
 */
record Destination(Route route, HandlerChain chain) {}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.plugin.Handler;

/**
 * A handler in its chain, with the name of the plugin that put it there.
 *
 * <p><i>Immutable.</i>
 */
record Station(String plugin, Handler handler) {}

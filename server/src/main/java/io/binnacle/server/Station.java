// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.ResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * A handler in its chain, with the name of the plugin that put it there.
 *
 * <p><i>Immutable.</i>
 *
 * @param filter what the handler leaves behind for each query, if that is all that it does: then it
 *     need not be asked
 */
record Station(String plugin, Handler handler, @Nullable ResponseFilter filter) {
  Station(String plugin, Handler handler) {
    this(plugin, handler, null);
  }

  /** A station that passes each query on and sees its response. */
  static Station of(String plugin, ResponseFilter filter) {
    Next next = Next.then(filter);
    return new Station(plugin, _ -> next, filter);
  }
}

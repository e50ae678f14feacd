// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.k8s_external;

import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import org.jspecify.annotations.Nullable;

/**
 * The place in the chain of the names that {@code kubernetes}, which is set up later, makes.
 *
 * <p><i>Safe for use by many threads</i> once {@link #lead} was called, before the server starts.
 */
final class K8sExternalHandler implements Handler {
  private @Nullable Handler names;

  /** Says where answers come from. */
  void lead(Handler handler) {
    names = handler;
  }

  @Override
  public Outcome handle(Query query) {
    Handler handler = names;
    if (handler == null) {
      throw new IllegalStateException("asked before the server was built");
    }
    return handler.handle(query);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A chain that plugins hold before it is complete: set-up knows where it will lead, not yet what is
 * in it.
 *
 * <p><i>Safe for use by many threads</i> once {@link #lead} was called, before the server starts.
 */
final class DeferredChain implements Chain {
  private @Nullable Chain target;

  void lead(Chain chain) {
    target = chain;
  }

  @Override
  public CompletionStage<Response> run(Query query) {
    Chain chain = target;
    if (chain == null) {
      throw new IllegalStateException("asked before the server was built");
    }
    return chain.run(query);
  }
}

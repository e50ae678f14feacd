// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.plugin.Later;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the rules that have fired do to the response: the last one first, so that each undoes what
 * it has done.
 *
 * <p><i>Immutable.</i>
 */
final class ResponseRewrites implements ResponseFilter {
  private final List<ResponseRewrite> rewrites;

  ResponseRewrites(List<ResponseRewrite> rewrites) {
    this.rewrites = List.copyOf(rewrites);
  }

  @Override
  public Reply filter(Query query, Response response) {
    return rewrite(query, response, rewrites.size());
  }

  /** Applies the first {@code count} rewrites. */
  private Reply rewrite(Query query, Response response, int count) {
    Response rewritten = response;
    for (int left = count - 1; left >= 0; left--) {
      switch (rewrites.get(left).rewrite(query, rewritten)) {
        case Response now -> rewritten = now;
        case Later later -> {
          int rest = left;
          return new Later(later.response().thenCompose(then -> stage(rewrite(query, then, rest))));
        }
      }
    }
    return rewritten;
  }

  private static CompletionStage<? extends Response> stage(Reply reply) {
    return switch (reply) {
      case Response response -> CompletableFuture.completedStage(response);
      case Later later -> later.response();
    };
  }
}

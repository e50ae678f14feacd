// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.dns.NameText;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query on its way through the rules, and what shall become of its response.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class Draft {
  private final Query asked;
  private Query query;
  private @Nullable String name;
  private @Nullable List<ResponseRewrite> rewrites;

  Draft(Query asked) {
    this.asked = asked;
    this.query = asked;
  }

  /** The query as the rules so far have left it. */
  Query query() {
    return query;
  }

  /** Its name, in lower case, with a dot at its end. */
  String name() {
    if (name == null) {
      name = NameText.of(query.question());
    }
    return name;
  }

  /** From now on the query is this one. */
  void become(Query newQuery) {
    query = newQuery;
    name = null;
  }

  /** Has the response rewritten, before the rules so far do so. */
  void onResponse(ResponseRewrite rewrite) {
    if (rewrites == null) {
      rewrites = new ArrayList<>(2);
    }
    rewrites.add(rewrite);
  }

  Next outcome() {
    if (query == asked && rewrites == null) {
      return Next.NEXT;
    }
    return new Next(
        query == asked ? null : query, rewrites == null ? null : new ResponseRewrites(rewrites));
  }
}

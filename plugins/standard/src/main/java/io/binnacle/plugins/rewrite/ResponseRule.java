// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

/**
 * A rule that leaves the query as it is, and rewrites the response.
 *
 * <p><i>Immutable.</i>
 */
sealed interface ResponseRule extends RewriteRule, ResponseRewrite permits TtlRule, RcodeRule {
  /** The names whose responses it rewrites. */
  NameMatch names();

  @Override
  default boolean apply(Draft draft) {
    boolean fires = names().matches(draft.name());
    if (fires) {
      draft.onResponse(this);
    }
    return fires;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import java.util.List;
import org.xbill.DNS.TextParseException;

/**
 * Takes queries through the rules, in the order of the Corefile.
 *
 * <p><i>Immutable.</i>
 */
final class RewriteHandler implements Handler {
  static final ExtendedError NO_NAME =
      new ExtendedError(ExtendedError.OTHER, "the rewritten name is none");

  private final List<Step> steps;

  /**
   * A rule in its place.
   *
   * @param isLast whether the rules behind it are left out when it has fired
   */
  record Step(RewriteRule rule, boolean isLast) {}

  RewriteHandler(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  @Override
  public Outcome handle(Query query) {
    Draft draft = new Draft(query);
    try {
      for (Step step : steps) {
        if (step.rule().apply(draft) && step.isLast()) {
          break;
        }
      }
    } catch (TextParseException e) {
      return Response.failure(e).withExtendedError(NO_NAME);
    }
    return draft.outcome();
  }
}

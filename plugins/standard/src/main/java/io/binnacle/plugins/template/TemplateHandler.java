// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import io.binnacle.plugins.expression.EvaluationException;
import io.binnacle.plugins.expression.QueryText;
import io.binnacle.plugins.template.language.RenderException;
import java.util.List;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;

/**
 * Answers by the first rule that matches.
 *
 * <p><i>Immutable</i>, but for what is counted.
 */
final class TemplateHandler implements Handler {
  private static final ExtendedError FAILED =
      new ExtendedError(ExtendedError.OTHER, "a template failed");

  private static final Response NO_MATCH =
      Response.error(
          Rcode.SERVFAIL, new ExtendedError(ExtendedError.OTHER, "no template is for this name"));

  private final List<Rule> rules;
  private final Aliases aliases;
  private final TemplateMetrics metrics;

  TemplateHandler(List<Rule> rules, Aliases aliases, TemplateMetrics metrics) {
    this.rules = List.copyOf(rules);
    this.aliases = aliases;
    this.metrics = metrics;
  }

  @Override
  public Outcome handle(Query query) {
    String name = null;
    for (Rule rule : rules) {
      Match.Place place = rule.scope().place(query);
      if (place == null) {
        continue;
      }
      Response constant = rule.response().constant();
      if (constant != null && rule.isUnconditional()) {
        metrics.matched(query, place);
        return constant;
      }
      if (name == null) {
        name = QueryText.name(query);
      }
      try {
        Match match = rule.match(query, place, name);
        if (match != null) {
          metrics.matched(query, place);
          return constant != null ? constant : answer(rule.response(), match);
        }
      } catch (EvaluationException e) {
        return failure(new QueryFailure(rule.position(), e));
      } catch (QueryFailure e) {
        return failure(e);
      }
      if (!rule.goesOn(query)) {
        return NO_MATCH;
      }
    }
    return Next.NEXT;
  }

  private static Response failure(QueryFailure failure) {
    return Response.failure(failure).withExtendedError(FAILED);
  }

  private Reply answer(ResponseTemplate response, Match match) throws QueryFailure {
    Draft draft = response.draft();
    for (RecordTemplate template : response.records()) {
      draft.add(template.section(), record(template, match));
    }
    return Aliases.areFollowed(match.query(), draft.answers())
        ? aliases.follow(match.query(), draft)
        : draft.response();
  }

  private Record record(RecordTemplate template, Match match) throws QueryFailure {
    Record constant = template.constant();
    if (constant != null) {
      return constant;
    }
    try {
      return RecordText.parse(template.render(match));
    } catch (RenderException e) {
      metrics.templateFailed(match, template);
      throw new QueryFailure(template.position(), e);
    } catch (TextParseException e) {
      metrics.recordFailed(match, template);
      throw new QueryFailure(template.position(), e);
    }
  }
}

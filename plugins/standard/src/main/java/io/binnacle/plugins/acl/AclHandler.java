// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.acl;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.plugin.Drop;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.PerRoute;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.plugin.WireResponse;
import java.net.InetAddress;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Decides about queries by name, type and client; and again about the names that an answer leads to
 * by CNAME records, where the rules are not the same for all names.
 *
 * <p><i>Safe for use by many threads.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8914#section-4.16">RFC 8914, section 4.16</a>
 */
final class AclHandler implements Handler, ResponseFilter {
  private static final Response BLOCKED =
      Response.error(Rcode.REFUSED, new ExtendedError(ExtendedError.BLOCKED, ""));
  private static final Response FILTERED =
      Response.error(Rcode.NOERROR, new ExtendedError(ExtendedError.FILTERED, ""));

  private final List<Rule> rules;
  private final PerRoute<AclMetrics.Counts> counts;
  private final Next next;

  AclHandler(List<Rule> rules, AclMetrics metrics) {
    this.rules = List.copyOf(rules);
    this.counts = new PerRoute<>(metrics::of);
    this.next = rules.stream().allMatch(Rule::isForAllNames) ? Next.NEXT : Next.then(this);
  }

  private Action decide(Question question, InetAddress client) {
    for (Rule rule : rules) {
      Action action = rule.decide(question, client);
      if (action != null) {
        return action;
      }
    }
    return Action.ALLOW;
  }

  @Override
  public Outcome handle(Query query) {
    Action action = decide(query.question(), client(query));
    counts.of(query.route()).count(action);
    return switch (action) {
      case ALLOW -> next;
      case BLOCK -> BLOCKED;
      case FILTER -> FILTERED;
      case DROP -> Drop.DROP;
    };
  }

  /** Decides about aliases. It is too late to drop the query: what would be dropped is refused. */
  @Override
  public Response filter(Query query, Response response) {
    if (response instanceof WireResponse wire && !wire.sections().hasAnswer(Type.CNAME)) {
      return response;
    }
    Action action = Action.ALLOW;
    for (Record record : response.message(query.question()).getSection(Section.ANSWER)) {
      if (action == Action.ALLOW && record instanceof CNAMERecord alias) {
        Question hop = Question.of(alias.getTarget(), query.type(), query.dclass());
        action = decide(hop, client(query));
      }
    }
    if (action != Action.ALLOW) {
      counts.of(query.route()).count(action);
    }
    return switch (action) {
      case ALLOW -> response;
      case BLOCK, DROP -> BLOCKED;
      case FILTER -> FILTERED;
    };
  }

  private static InetAddress client(Query query) {
    return query.client().address().getAddress();
  }
}

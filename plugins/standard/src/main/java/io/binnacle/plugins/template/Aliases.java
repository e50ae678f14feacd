// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.dns.Question;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Answers that stand for other names: what those have is asked of this very server, and put behind
 * them.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class Aliases {
  private final Chain server;

  Aliases(Chain server) {
    this.server = server;
  }

  /** Whether aliases among these answers to a query are followed. */
  static boolean areFollowed(Query query, List<Record> answers) {
    return (query.type() == Type.A || query.type() == Type.AAAA)
        && query.dclass() == DClass.IN
        && answers.stream().anyMatch(CNAMERecord.class::isInstance);
  }

  /** The response of a draft, with the answers for its aliases. */
  Reply follow(Query query, Draft draft) {
    Map<Name, CompletableFuture<Response>> targets = new LinkedHashMap<>();
    for (Record answer : draft.answers()) {
      if (answer instanceof CNAMERecord alias) {
        targets.computeIfAbsent(alias.getTarget(), target -> ask(query, target));
      }
    }
    return new Later(
        CompletableFuture.allOf(targets.values().toArray(CompletableFuture[]::new))
            .thenApply(_ -> join(query, draft, targets)));
  }

  private CompletableFuture<Response> ask(Query query, Name target) {
    return server.run(query.lookup(target, query.type())).toCompletableFuture();
  }

  private static Response join(
      Query query, Draft draft, Map<Name, CompletableFuture<Response>> targets) {
    Draft joined = draft.withoutAnswers();
    for (Record answer : draft.answers()) {
      joined.add(Section.ANSWER, answer);
      if (answer instanceof CNAMERecord alias) {
        // each name once: a second alias of it has its answers already
        CompletableFuture<Response> response = targets.remove(alias.getTarget());
        if (response != null) {
          Question question = Question.of(alias.getTarget(), query.type(), DClass.IN);
          append(joined, question, response.join());
        }
      }
    }
    return joined.response();
  }

  private static void append(Draft draft, Question question, Response response) {
    Message message = response.message(question);
    List<Record> answers = message.getSection(Section.ANSWER);
    answers.forEach(record -> draft.add(Section.ANSWER, record));
    if (answers.stream().noneMatch(record -> record.getType() == question.type())) {
      // RFC 2308, section 2.1: the authority of the last name says how long it is missing
      message.getSection(Section.AUTHORITY).stream()
          .filter(record -> record.getType() == Type.SOA)
          .forEach(record -> draft.add(Section.AUTHORITY, record));
    }
    draft.follow(rcode(response), message.getHeader().getFlag(Flags.TC), response.extendedError());
  }

  /** RFC 6604, section 3: the response code is that of the last name of the chain. */
  private static int rcode(Response response) {
    return switch (response.rcode()) {
      case Rcode.NOERROR, Rcode.NXDOMAIN -> response.rcode();
      case Rcode.REFUSED -> Rcode.NOERROR; // nobody here knows that name: the alias is all there is
      default -> Rcode.SERVFAIL;
    };
  }
}

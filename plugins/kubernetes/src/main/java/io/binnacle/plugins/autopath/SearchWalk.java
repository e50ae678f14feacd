// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.autopath;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * A query's way along a search path. In the first domain the name was looked up by itself; where it
 * does not exist, the other domains follow, until it exists in one.
 *
 * <p>It exists, too, where it lacks the type that is asked for: so all types are answered from the
 * same domain. Where somebody on the way cannot tell, nobody could say which domain is the one: the
 * client gets what it asked for, that the name does not exist in the first domain, and goes on by
 * itself.
 *
 * <p><i>Immutable.</i>
 */
final class SearchWalk implements ResponseFilter {
  private final List<Name> path;
  private final Chain rest;
  private final CounterDataPoint successes;

  /**
   * The way of one query.
   *
   * @param path two domains at least, each once; the query's name lies below the first
   */
  SearchWalk(List<Name> path, Chain rest, CounterDataPoint successes) {
    this.path = path;
    this.rest = rest;
    this.successes = successes;
  }

  @Override
  public Reply filter(Query query, Response response) {
    return switch (response.rcode()) {
      case Rcode.NOERROR -> {
        successes.inc();
        yield response;
      }
      case Rcode.NXDOMAIN -> new Later(from(1, query, response));
      default -> response;
    };
  }

  /** Looks in the domains from this one on; in none of those before, the name exists. */
  private CompletionStage<Response> from(int index, Query query, Response denial) {
    if (index == path.size()) {
      return CompletableFuture.completedStage(denial);
    }
    Name name = in(path.get(index), query);
    if (name == null) {
      return from(index + 1, query, denial);
    }
    Query next = query.withName(name);
    return rest.run(next)
        .thenCompose(
            response ->
                switch (response.rcode()) {
                  case Rcode.NOERROR ->
                      CompletableFuture.completedStage(found(query, next, response));
                  // REFUSED: the name is not ours to look up, whatever its type
                  case Rcode.NXDOMAIN, Rcode.REFUSED -> from(index + 1, query, denial);
                  default -> CompletableFuture.completedStage(denial);
                });
  }

  /** What the client means in this domain; null if that would be too long. */
  private @Nullable Name in(Name domain, Query query) {
    try {
      return Name.concatenate(query.name().relativize(path.getFirst()), domain);
    } catch (NameTooLongException _) {
      return null;
    }
  }

  /** The response to another name, as that to the query's. */
  private Response found(Query query, Query next, Response response) {
    successes.inc();
    Message message = response.message(next.question());
    List<Record> answer = message.getSection(Section.ANSWER);
    message.removeAllRecords(Section.ANSWER);
    message.addRecord(
        new CNAMERecord(query.name(), query.dclass(), ttl(message, answer), next.name()),
        Section.ANSWER);
    answer.forEach(record -> message.addRecord(record, Section.ANSWER));
    message.getHeader().unsetFlag(Flags.AD); // nobody has signed the record that was added
    ExtendedError reason = response.extendedError();
    Response renamed = MessageResponse.of(message).live(); // other clients have other paths
    return reason == null ? renamed : renamed.withExtendedError(reason);
  }

  /** As long as what the name leads to is known. */
  private static long ttl(Message message, List<Record> answer) {
    if (!answer.isEmpty()) {
      return answer.getFirst().getTTL();
    }
    for (Record record : message.getSection(Section.AUTHORITY)) {
      if (record instanceof SOARecord soa) {
        return Math.min(soa.getTTL(), soa.getMinimum()); // RFC 2308, section 5
      }
    }
    return 0;
  }
}

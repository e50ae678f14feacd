// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import io.binnacle.plugins.kubernetes.records.Finding;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Adds to answers the addresses of hosts that others know, as far as they can be had by asking this
 * very server.
 *
 * <p><i>Safe for use by many threads.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2782">RFC 2782</a>
 */
final class HostAddresses {
  /** As many hosts as are asked for: those who want more can ask themselves. */
  private static final int MOST_HOSTS = 8;

  private final Chain server;

  HostAddresses(Chain server) {
    this.server = server;
  }

  /** The answer with what can be found out. */
  Later complete(Query query, Finding.Partial partial) {
    CompletionStage<List<Record>> found = CompletableFuture.completedStage(List.of());
    for (Name host : partial.hosts().stream().limit(MOST_HOSTS).toList()) {
      found = found.thenCombine(addresses(query, host, Type.A), HostAddresses::concat);
      found = found.thenCombine(addresses(query, host, Type.AAAA), HostAddresses::concat);
    }
    return new Later(found.thenApply(records -> add(query, partial.response(), records)));
  }

  private CompletionStage<List<Record>> addresses(Query query, Name host, int type) {
    Query lookup = query.lookup(host, type);
    return server
        .run(lookup)
        .thenApply(
            response ->
                response.message(lookup.question()).getSection(Section.ANSWER).stream()
                    .filter(record -> record.getType() == type && record.getName().equals(host))
                    .toList());
  }

  private static List<Record> concat(List<Record> some, List<Record> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static Response add(Query query, WireResponse response, List<Record> addresses) {
    Message known = response.message(query.question());
    ResponseBuilder builder = ResponseBuilder.of(query.question());
    known.getSection(Section.ANSWER).forEach(builder::record);
    builder.additional();
    known.getSection(Section.ADDITIONAL).forEach(builder::record);
    addresses.forEach(builder::record);
    return WireResponse.of(builder.build(), response.rcode(), response.flags()).live();
  }
}

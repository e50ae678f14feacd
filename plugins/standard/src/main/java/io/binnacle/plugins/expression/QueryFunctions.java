// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import static io.binnacle.plugins.expression.Type.Basic.BOOL;
import static io.binnacle.plugins.expression.Type.Basic.INT;
import static io.binnacle.plugins.expression.Type.Basic.STRING;

import io.binnacle.dns.Edns;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Transport;
import java.util.List;

/** What expressions may ask about a query. */
final class QueryFunctions {
  private static final int LARGEST_MESSAGE = 65_535;
  private static final int LEAST_UDP_SIZE = 512;

  private QueryFunctions() {}

  private interface Answer {
    Object of(Query query);
  }

  /**
   * The functions.
   *
   * @param query what a context has to do with a query
   */
  static <C> List<Function<C>> all(java.util.function.Function<C, Query> query) {
    return List.of(
        of("bufsize", INT, query, QueryFunctions::bufferSize),
        of("size", INT, query, it -> (long) it.size()),
        of("id", INT, query, it -> (long) it.id()),
        of("opcode", INT, query, it -> (long) (it.flags() >> 11 & 15)),
        of("do", BOOL, query, Query::isDnssecOk),
        of("class", STRING, query, QueryText::dclass),
        of("type", STRING, query, QueryText::type),
        of("name", STRING, query, QueryText::name),
        of("proto", STRING, query, it -> it.transport().protocol()),
        of("client_ip", STRING, query, QueryText::client),
        of("port", STRING, query, it -> Integer.toString(it.client().address().getPort())),
        of("server_ip", STRING, query, QueryText::server),
        of("server_port", STRING, query, it -> Integer.toString(it.client().local().getPort())),
        Function.of(
            "metadata",
            List.of(STRING),
            STRING,
            (context, labels) -> metadata(query.apply(context), (String) labels.getFirst())));
  }

  private static <C> Function<C> of(
      String name, Type result, java.util.function.Function<C, Query> query, Answer answer) {
    return Function.of(name, List.of(), result, (context, _) -> answer.of(query.apply(context)));
  }

  /** The longest response that the client takes. */
  private static long bufferSize(Query query) {
    if (query.transport() != Transport.UDP) {
      return LARGEST_MESSAGE;
    }
    Edns edns = query.edns();
    return edns == null ? LEAST_UDP_SIZE : Math.max(LEAST_UDP_SIZE, edns.udpSize());
  }

  private static String metadata(Query query, String label) {
    String value = query.metadata(label);
    return value == null ? "" : value;
  }
}

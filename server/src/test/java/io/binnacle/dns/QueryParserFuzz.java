// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.require;

import io.binnacle.dns.QueryParser.Verdict;
import io.binnacle.dns.WireFixture.Written;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/**
 * What holds for any bytes that a client may send.
 *
 * <p><i>Confined to one thread.</i>
 */
public final class QueryParserFuzz {
  private static final int LIMIT = 512;

  private QueryParserFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] message) {
    QueryParser parser = new QueryParser();
    ResponseWriter writer = new ResponseWriter(message.length);

    Verdict verdict = parser.parse(message, message.length);

    switch (verdict) {
      case IGNORED -> require(message.length < 12 || message[2] < 0, "a query was ignored");
      case FORMERR, NOTIMP -> {
        int length = writer.writeError(parser.id(), parser.flags(), Rcode.FORMERR);
        Message response = WireFixture.decode(writer.buffer(), length);
        require(response.getHeader().getID() == Octets.u16(message, 0), "another id");
      }
      case BADVERS -> {
        Written badvers = Written.of(CompiledResponse.EMPTY).withRcode(Rcode.BADVERS);
        int length = writer.write(parser, badvers, LIMIT, 0);
        require(
            WireFixture.decode(writer.buffer(), length).getRcode() == Rcode.BADVERS, "not BADVERS");
      }
      case ACCEPTED -> {
        checkQuestion(parser, message);
        checkReencoding(parser);
        checkResponse(parser, writer);
      }
    }
  }

  private static void checkQuestion(QueryParser parser, byte[] message) {
    byte[] asked = WireName.wire(parser.question().askedName());
    require(
        Arrays.equals(asked, Arrays.copyOfRange(message, 12, 12 + asked.length)), "another name");
    Name name = WireName.toName(asked);
    require(
        parser
            .question()
            .equals(Question.of(name, parser.question().type(), parser.question().dclass())),
        "another question");
    Message decoded = decodedByOthers(message);
    require(
        decoded == null || decoded.getQuestion().getName().equals(name),
        "dnsjava reads another question");
    require(
        decoded == null || (decoded.getOPT() == null) == (parser.edns() == null),
        "dnsjava reads another OPT record");
    require(MessageCodec.query(parser).getQuestion().getName().equals(name), "another message");
  }

  private static @Nullable Message decodedByOthers(byte[] message) {
    try {
      return MessageCodec.message(message.clone());
    } catch (IllegalArgumentException e) {
      return null; // stricter, for instance about the RDATA of records that are skipped here
    }
  }

  private static void checkReencoding(QueryParser parser) {
    QueryWriter writer = new QueryWriter();
    int length = writer.write(parser.id(), parser.flags(), parser.question(), parser.edns());
    QueryParser again = new QueryParser();
    require(again.parse(writer.buffer(), length) == Verdict.ACCEPTED, "not accepted again");
    require(again.question().equals(parser.question()), "another question again");
  }

  private static void checkResponse(QueryParser parser, ResponseWriter writer) {
    ResponseBuilder builder = ResponseBuilder.of(parser.question());
    for (int i = 0; i < 50; i++) {
      builder.a(5, i);
    }
    Written response = Written.of(builder.build()).shuffled().withExtendedError(0, "why");

    int length = writer.write(parser, response, LIMIT, 0);

    require(length <= LIMIT, "beyond the limit");
    int question = 12 + WireName.wire(parser.question().askedName()).length;
    require(
        Arrays.equals(
            Arrays.copyOfRange(writer.buffer(), 12, question),
            WireName.wire(parser.question().askedName())),
        "not the client's letters");
    Message decoded = WireFixture.decode(writer.buffer(), length);
    require((decoded.getOPT() == null) == (parser.edns() == null), "OPT record without need");
  }
}

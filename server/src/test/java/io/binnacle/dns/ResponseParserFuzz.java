// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.require;

import io.binnacle.dns.ParsedResponse.Accepted;
import io.binnacle.dns.ParsedResponse.Rejected;
import io.binnacle.dns.WireFixture.Written;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What holds for any bytes that an upstream may send.
 *
 * <p><i>Confined to one thread.</i>
 */
public final class ResponseParserFuzz {
  private static final Question QUESTION = WireFixture.question("www.example.org", Type.A);
  private static final QueryParser CLIENT =
      WireFixture.parsed(WireFixture.queryWithEdns("WWW.Example.ORG", Type.A));
  private static final int START = 12 + 17 + 4;

  private ResponseParserFuzz() {}

  /**
   * Called by Jazzer. The first 8 bytes are flags and counts, the others what follows the question.
   */
  public static void fuzzerTestOneInput(byte[] input) {
    check(input, input.length < 2 ? 0 : Octets.u16(input, 0));
    if (input.length >= 8) {
      check(response(input), CLIENT.id());
    }
  }

  /** A response to our question with these flags, counts and records. */
  static byte[] response(byte[] input) {
    byte[] message = new byte[START + input.length - 8];
    QUESTION.writeLowerCased(message);
    Octets.put16(message, Octets.ID, CLIENT.id());
    Octets.put16(message, Octets.FLAGS, (Octets.u16(input, 0) & ~Octets.OPCODE) | Octets.QR);
    Octets.put16(message, Octets.QDCOUNT, 1);
    System.arraycopy(input, 2, message, Octets.ANCOUNT, 6);
    System.arraycopy(input, 8, message, START, input.length - 8);
    return message;
  }

  private static void check(byte[] message, int id) {
    switch (ResponseParser.parse(message, message.length, id, QUESTION)) {
      case Rejected.MALFORMED, Rejected.MISMATCHED -> {}
      case Accepted accepted -> {
        require(accepted.sections().length() <= message.length, "grown");
        checkUsers(accepted);
        checkWriting(accepted);
      }
    }
  }

  /** Whoever looks into the records comes to an end. */
  private static void checkUsers(Accepted accepted) {
    ResponseKind.of(accepted, QUESTION);
    require(
        accepted.sections().uncompressedLength(QUESTION)
            >= accepted.sections().records.length * (1 + Octets.RECORD_FIXED),
        "too short without compression");
    try {
      Message decoded = MessageCodec.message(accepted, QUESTION);
      require(
          decoded.getSection(Section.ANSWER).size() == accepted.sections().answerCount(),
          "dnsjava reads other records");
      ResponseCompiler.compile(decoded, QUESTION);
    } catch (IllegalArgumentException e) {
      // dnsjava knows more types, and demands more of them
    }
  }

  /** A client gets what we would accept ourselves. */
  private static void checkWriting(Accepted accepted) {
    ResponseWriter writer = new ResponseWriter(1);
    Written response =
        new Written(
            accepted.sections(),
            accepted.rcode(),
            accepted.flags(),
            accepted.ageing(),
            false,
            accepted.extendedError());
    for (int limit : new int[] {512, Edns.UDP_SIZE, 0xffff}) {
      int length = writer.write(CLIENT, response, limit, 0);
      require(length <= limit, "beyond the limit");
      ParsedResponse again = ResponseParser.parse(writer.buffer(), length, CLIENT.id(), QUESTION);
      require(again instanceof Accepted, "not accepted again: " + again);
      require(((Accepted) again).rcode() == accepted.rcode(), "another response code");

      require(writer.write(CLIENT, response.shuffled(), limit, 0) == length, "another length");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.Octets.HEADER;
import static io.binnacle.dns.Octets.QUESTION_FIXED;
import static io.binnacle.dns.Octets.put16;
import static io.binnacle.dns.Octets.u16;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * Between wire form and dnsjava's messages, for those who pay for it.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
public final class MessageCodec {
  /** Where a record has its TTL, behind its owner. */
  private static final int TTL = 4;

  private MessageCodec() {}

  /** The query as a message: its header, its question and its OPT record. */
  public static Message query(QueryHeader query) {
    byte[] header = new byte[HEADER];
    put16(header, Octets.ID, query.id());
    put16(header, Octets.FLAGS, query.flags());
    Message message = new Message();
    message.setHeader(header(header));

    Question question = query.question();
    message.addRecord(
        Record.newRecord(question.askedName(), question.type(), question.dclass()),
        Section.QUESTION);
    Edns edns = query.edns();
    if (edns != null) {
      message.addRecord(
          new OPTRecord(edns.udpSize(), 0, edns.version(), edns.flags(), options(edns.options())),
          Section.ADDITIONAL);
    }
    return message;
  }

  /**
   * The response as a message, with {@code question} as its question and id 0, its TTLs as they are
   * now.
   *
   * @throws IllegalArgumentException if dnsjava cannot read it, as may happen with records that
   *     came from a hostile server
   */
  public static Message message(ResponseHeader response, Question question) {
    CompiledResponse sections = response.sections();
    int rcode = response.rcode();
    boolean isExtended = rcode > Octets.RCODE;
    int start = HEADER + question.nameLength() + QUESTION_FIXED;
    int end = start + sections.body.length;

    byte[] wire = new byte[isExtended ? end + Edns.RECORD_LENGTH : end];
    put16(wire, Octets.FLAGS, Octets.QR | response.flags() | (rcode & Octets.RCODE));
    put16(wire, Octets.QDCOUNT, 1);
    put16(wire, Octets.ANCOUNT, sections.answerCount());
    put16(wire, Octets.NSCOUNT, sections.authorityCount());
    put16(wire, Octets.ARCOUNT, sections.additionalCount() + (isExtended ? 1 : 0));
    question.writeLowerCased(wire);
    System.arraycopy(sections.body, 0, wire, start, sections.body.length);
    if (!response.ageing().isNone()) {
      sections.age(sections.records.length, response.ageing(), System.nanoTime(), wire, start);
    }
    if (isExtended) {
      Edns.write(wire, end, rcode, 0, Edns.NO_OPTIONS);
    }
    return message(wire);
  }

  /** The same record with another TTL, 0 to 2^31 - 1. */
  public static Record withTtl(Record record, long ttl) {
    byte[] wire = record.toWire(Section.ANSWER);
    Octets.put32(wire, record.getName().length() + TTL, (int) ttl);
    try {
      return Record.fromWire(wire, Section.ANSWER);
    } catch (IOException e) {
      throw new IllegalArgumentException("a record that cannot be decoded", e);
    }
  }

  /**
   * A message as it came; takes over its bytes.
   *
   * @throws IllegalArgumentException if dnsjava cannot read it
   */
  static Message message(byte[] wire) {
    int flags = u16(wire, Octets.FLAGS);
    put16(
        wire, Octets.FLAGS, flags & ~Octets.TC); // under TC dnsjava leaves out what it cannot read
    try {
      Message message = new Message(wire);
      if ((flags & Octets.TC) != 0) {
        message.getHeader().setFlag(Flags.TC);
      }
      return message;
    } catch (IOException | RuntimeException e) { // what hostile bytes make it throw is not known
      throw new IllegalArgumentException("a message that cannot be decoded", e);
    }
  }

  private static Header header(byte[] wire) {
    try {
      return new Header(wire);
    } catch (IOException e) {
      throw new IllegalArgumentException("a header that cannot be decoded", e);
    }
  }

  /** The options in dnsjava's types; those whose data it refuses as bytes. */
  private static List<EDNSOption> options(byte[] octets) {
    List<EDNSOption> options = new ArrayList<>();
    int next;
    for (int at = 0; at < octets.length; at = next) {
      next = at + Edns.OPTION_FIXED + u16(octets, at + 2);
      options.add(option(Arrays.copyOfRange(octets, at, next)));
    }
    return options;
  }

  private static EDNSOption option(byte[] octets) {
    try {
      return EDNSOption.fromWire(octets);
    } catch (IOException | RuntimeException e) {
      byte[] data = Arrays.copyOfRange(octets, Edns.OPTION_FIXED, octets.length);
      return new GenericEDNSOption(u16(octets, 0), data);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.Octets.HEADER;
import static io.binnacle.dns.Octets.QUESTION_FIXED;
import static io.binnacle.dns.Octets.RECORD_FIXED;
import static io.binnacle.dns.Octets.u16;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * Reads queries. Allocates the question and its name; the name once more if it has capital letters;
 * and an {@link Edns} where it differs from that of the query before.
 *
 * <p>What it does not need it does not look at: bytes behind the last record are ignored, as most
 * servers do.
 *
 * <p><i>Confined to one event loop.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4">RFC 1035, section 4</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9619">RFC 9619: a query has one question</a>
 */
public final class QueryParser implements QueryHeader {
  /** What is to be done with a message. */
  public enum Verdict {
    /** It is a query; this object has its values until the next call. */
    ACCEPTED,
    /** No response at all: shorter than a header, or itself a response. */
    IGNORED,
    /** A header with FORMERR goes back; {@link #id()} and {@link #flags()} are valid. */
    FORMERR,
    /** A header with NOTIMP goes back. */
    NOTIMP,
    /** A response with BADVERS and an OPT record goes back. */
    BADVERS
  }

  private static final Question NOTHING = new Question(WireName.ROOT, WireName.ROOT, 0, 0);

  private int id;
  private int flags;
  private Question question = NOTHING;
  private @Nullable Edns edns;

  /** The last OPT record without options: most queries of a client have the same. */
  private Edns plainEdns = Edns.of(Edns.UDP_SIZE, 0, 0, Edns.NO_OPTIONS);

  /** Reads the first {@code length} bytes. */
  public Verdict parse(byte[] message, int length) {
    if (length < HEADER || message[Octets.FLAGS] < 0) { // QR is the first of the flags
      return Verdict.IGNORED;
    }
    id = u16(message, Octets.ID);
    flags = u16(message, Octets.FLAGS);
    if ((flags & Octets.OPCODE) != 0) {
      return Verdict.NOTIMP;
    }
    int answers = u16(message, Octets.ANCOUNT);
    int authorities = u16(message, Octets.NSCOUNT);
    int additionals = u16(message, Octets.ARCOUNT);
    // No query has more records than an IXFR with OPT and TSIG; before any of them is read
    if (u16(message, Octets.QDCOUNT) != 1 || answers > 1 || authorities > 1 || additionals > 2) {
      return Verdict.FORMERR;
    }
    int at = parseQuestion(message, length);
    if (at < 0 || question.type() == Type.OPT) {
      return Verdict.FORMERR;
    }
    return parseRecords(message, at, length, answers + authorities, additionals);
  }

  /** Returns the offset behind the question, or -1. */
  private int parseQuestion(byte[] message, int length) {
    int end = WireName.skip(message, HEADER, length); // refuses pointers: nothing lies before it
    if (end < 0 || end + QUESTION_FIXED > length) {
      return -1;
    }
    byte[] asked = Arrays.copyOfRange(message, HEADER, end);
    byte[] name =
        WireName.mayHaveUpperCase(message, HEADER, end) ? WireName.lowerCased(asked) : asked;
    question = new Question(name, asked, u16(message, end), u16(message, end + 2));
    return end + QUESTION_FIXED;
  }

  private Verdict parseRecords(byte[] message, int at, int length, int ignored, int additionals) {
    edns = null;
    int records = ignored + additionals;
    for (int i = 0; i < records; i++) {
      int fixed = WireName.skip(message, at, length);
      int next = Octets.recordEnd(message, fixed, length);
      if (next < 0) {
        return Verdict.FORMERR;
      }
      int type = u16(message, fixed);
      if (type == Type.OPT) {
        // RFC 6891, 6.1.1: one OPT at most, in the additional section, owned by the root
        if (i < ignored || edns != null || message[at] != 0) {
          return Verdict.FORMERR;
        }
        edns = parseEdns(message, fixed, next);
        if (edns == null) {
          return Verdict.FORMERR;
        }
      } else if (type == Type.TSIG && (i < ignored || i < records - 1)) {
        return Verdict.FORMERR; // RFC 8945, 5.1: the last record of the additional section
      }
      at = next;
    }
    return edns == null || edns.version() == 0 ? Verdict.ACCEPTED : Verdict.BADVERS;
  }

  /** Reads the OPT record whose type is at {@code fixed}; null if its options are malformed. */
  private @Nullable Edns parseEdns(byte[] message, int fixed, int end) {
    int udpSize = u16(message, fixed + 2);
    int version = message[fixed + 5] & 0xff;
    int bits = u16(message, fixed + 6);
    int data = fixed + RECORD_FIXED;
    if (data == end) {
      if (!plainEdns.isPlain(udpSize, version, bits)) {
        plainEdns = Edns.of(udpSize, version, bits, Edns.NO_OPTIONS);
      }
      return plainEdns;
    }
    return version != 0 || Edns.areOptions(message, data, end) // what another version has: unknown
        ? Edns.of(udpSize, version, bits, Arrays.copyOfRange(message, data, end))
        : null;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public int flags() {
    return flags;
  }

  @Override
  public Question question() {
    return question;
  }

  @Override
  public @Nullable Edns edns() {
    return edns;
  }
}

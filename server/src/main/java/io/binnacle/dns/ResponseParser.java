// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.Octets.HEADER;
import static io.binnacle.dns.Octets.QUESTION_FIXED;
import static io.binnacle.dns.Octets.RECORD_FIXED;
import static io.binnacle.dns.Octets.u16;

import io.binnacle.dns.ParsedResponse.Accepted;
import io.binnacle.dns.ParsedResponse.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Reads what upstreams send, or whoever pretends to be one. The records stay as they came, but
 * every name and length in them has been walked, in time proportional to the length of the message.
 *
 * <p>Additional records behind the OPT record, which servers put last, are left out, and bytes
 * behind the last record are ignored. A truncated message may end anywhere; if it ends within a
 * record it counts as one without records.
 *
 * <p><i>Safe for use by many threads</i>: a parser lives as long as one call.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9267">RFC 9267: what goes wrong in parsers</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5452#section-9.1">RFC 5452, section 9.1</a>
 */
public final class ResponseParser {
  private final byte[] message;
  private final int length;
  private final Question question;

  /** Where the records begin, behind the question. */
  private final int start;

  /** How many pointers may still be followed: no honest message has as many as bytes. */
  private int hops;

  private boolean hasOpt;
  private @Nullable ExtendedError extendedError;
  private int extendedRcode;

  private ResponseParser(byte[] message, int length, Question question) {
    this.message = message;
    this.length = length;
    this.question = question;
    this.start = HEADER + question.nameLength() + QUESTION_FIXED;
    this.hops = length;
  }

  /** The id of a message, or -1 if it is too short to have one. */
  public static int id(byte[] message, int length) {
    return length < HEADER ? -1 : u16(message, Octets.ID);
  }

  /** Whether the message's question has the name as it was sent, letter by letter. */
  public static boolean repeats(byte[] sentName, byte[] message, int length) {
    return length >= HEADER + sentName.length
        && Arrays.equals(message, HEADER, HEADER + sentName.length, sentName, 0, sentName.length);
  }

  /** Reads the first {@code length} bytes, as the answer to the query with this id and question. */
  public static ParsedResponse parse(byte[] message, int length, int id, Question question) {
    return new ResponseParser(message, length, question).parse(id);
  }

  private ParsedResponse parse(int id) {
    if (length < HEADER) {
      return Rejected.MALFORMED;
    }
    int flags = u16(message, Octets.FLAGS);
    if (u16(message, Octets.ID) != id || (flags & (Octets.QR | Octets.OPCODE)) != Octets.QR) {
      return Rejected.MISMATCHED;
    }
    int rcode = flags & Octets.RCODE;
    int kept = flags & Octets.RESPONSE_FLAGS;
    if (u16(message, Octets.QDCOUNT) == 0 && rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
      return new Accepted(
          CompiledResponse.EMPTY, rcode, kept, null); // it could not read our question
    }
    if (u16(message, Octets.QDCOUNT) != 1 || !repeatsQuestion()) {
      return Rejected.MISMATCHED;
    }
    CompiledResponse sections = sections();
    if (sections == null) {
      return (flags & Octets.TC) == 0
          ? Rejected.MALFORMED
          : new Accepted(CompiledResponse.EMPTY, rcode, kept, null);
    }
    return new Accepted(sections, (extendedRcode << 4) | rcode, kept, extendedError);
  }

  /** Whether the message has our question, case ignored. */
  private boolean repeatsQuestion() {
    byte[] name = question.wire();
    int end = HEADER + name.length;
    if (start > length
        || u16(message, end) != question.type()
        || u16(message, end + 2) != question.dclass()) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (WireName.lowerCase(message[HEADER + i]) != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** The records behind the question, or null if there is something wrong with them. */
  private @Nullable CompiledResponse sections() {
    int answers = u16(message, Octets.ANCOUNT);
    int authorities = u16(message, Octets.NSCOUNT);
    int count = answers + authorities + u16(message, Octets.ARCOUNT);
    if (count > (length - start) / (1 + RECORD_FIXED)) {
      return null; // before any memory is taken for them
    }
    int[] records = new int[count];
    int kept = 0;
    int end = start;
    int at = start;
    for (int i = 0; i < count; i++) {
      int fixed = name(at);
      int next = Octets.recordEnd(message, fixed, length);
      if (next < 0) {
        return null;
      }
      int type = u16(message, fixed);
      if (type == Type.OPT || type == Type.TSIG) {
        boolean isAllowed = type == Type.OPT ? readOpt(at, fixed, next) : i == count - 1;
        if (!isAllowed || i < answers + authorities) {
          return null; // RFC 6891, 6.1.1, and RFC 8945, 5.1
        }
      } else {
        if (!isSound(type, u16(message, fixed + 2), fixed + RECORD_FIXED, next)) {
          return null;
        }
        if (!hasOpt) { // behind it are additional records only, whose pointers may lead over it
          records[kept++] = at - start;
          end = next;
        }
      }
      at = next;
    }
    byte[] body = Arrays.copyOfRange(message, start, end);
    return new CompiledResponse(
        body, Arrays.copyOf(records, kept), answers, authorities, start - HEADER);
  }

  /**
   * Walks the name at {@code at}; returns the offset behind it, or -1. What a pointer leads to has
   * to lie before the place where the walk began or was led to last, to its last byte: so the walk
   * ends, and a name stays what it is when the records behind it are cut off.
   */
  private int name(int at) {
    int behind = 0;
    int limit = length;
    int from = at;
    int label = at;
    int size = 1;
    while (label < limit) {
      byte b = message[label];
      if (b == 0) {
        return behind == 0 ? label + 1 : behind;
      }
      if (b > 0) {
        size += 1 + b;
        label += 1 + b;
        if (b > WireName.LONGEST_LABEL || size > WireName.LONGEST) {
          return -1;
        }
      } else {
        if (!WireName.isPointer(b) || label + 1 >= limit || --hops < 0) {
          return -1;
        }
        behind = behind == 0 ? label + 2 : behind;
        limit = from;
        from = WireName.target(message, label);
        label = from;
        if (!mayBeName(from)) {
          return -1;
        }
      }
    }
    return -1;
  }

  /**
   * Whether names may be at this offset: not in the header, nor in type and class of the question.
   */
  private boolean mayBeName(int at) {
    return at >= HEADER && (at < start - QUESTION_FIXED || at >= start);
  }

  /** Walks {@code count} names; returns the offset behind them, or -1. */
  private int names(int at, int count) {
    int next = at;
    for (int i = 0; i < count && next >= 0; i++) {
      next = name(next);
    }
    return next;
  }

  /**
   * Whether RDATA are what their type demands, where that is known here. Whoever reads compiled
   * responses relies on it for the names that RFC 1035 lets be compressed.
   */
  private boolean isSound(int type, int dclass, int from, int to) {
    return switch (type) {
      case Type.A -> dclass != DClass.IN || to - from == 4;
      case Type.AAAA -> to - from == 16;
      case Type.NS, Type.MD, Type.MF, Type.CNAME, Type.MB, Type.MG, Type.MR, Type.PTR ->
          names(from, 1) == to;
      case Type.DNAME -> names(from, 1) == to;
      case Type.MINFO, Type.RP -> names(from, 2) == to;
      case Type.MX, Type.AFSDB, Type.RT, Type.KX -> from + 2 < to && names(from + 2, 1) == to;
      case Type.PX -> from + 2 < to && names(from + 2, 2) == to;
      case Type.SRV -> from + 6 < to && names(from + 6, 1) == to;
      case Type.SOA -> names(from, 2) == to - 20;
      default -> true;
    };
  }

  /** Reads an OPT record; whether it is the first, owned by the root, and its options are whole. */
  private boolean readOpt(int owner, int fixed, int end) {
    int data = fixed + RECORD_FIXED;
    if (hasOpt || message[owner] != 0 || !Edns.areOptions(message, data, end)) {
      return false;
    }
    hasOpt = true;
    extendedRcode = message[fixed + 4] & 0xff;
    int next;
    for (int at = data; at < end; at = next) {
      next = at + Edns.OPTION_FIXED + u16(message, at + 2);
      int text = at + Edns.OPTION_FIXED + 2;
      if (u16(message, at) == EDNSOption.Code.EDNS_EXTENDED_ERROR
          && extendedError == null
          && text <= next) {
        extendedError =
            new ExtendedError(
                u16(message, text - 2),
                new String(message, text, next - text, StandardCharsets.UTF_8));
      }
    }
    return true;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.Octets.HEADER;
import static io.binnacle.dns.Octets.LONGEST;
import static io.binnacle.dns.Octets.put16;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Rcode;

/**
 * Writes responses: header, question with the client's own letters, sections, OPT record; ages,
 * shuffles and truncates on the way. Allocates nothing per response, but for the text of an
 * extended error.
 *
 * <p><i>Confined to one event loop.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4">RFC 1035, section 4</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6891#section-6">RFC 6891, section 6</a>
 */
public final class ResponseWriter {
  /** What a response repeats of its query: RFC 1035, 4.1.1, and for CD RFC 4035, 3.2.2. */
  private static final int REPEATED = Octets.OPCODE | Octets.RD | Octets.CD;

  private final byte[] buffer = new byte[LONGEST];
  private final Shuffler shuffler;

  /** A writer that shuffles unpredictably. */
  public ResponseWriter() {
    this(ThreadLocalRandom.current().nextLong());
  }

  /** A writer that shuffles as {@code seed} says. */
  ResponseWriter(long seed) {
    shuffler = new Shuffler(seed);
  }

  /** Where the last response lies, from its beginning. */
  public byte[] buffer() {
    return buffer;
  }

  /**
   * Writes the response to a query into the buffer.
   *
   * @param limit the largest length that the client can take
   * @param now the time to which TTLs have aged, by {@link System#nanoTime}
   * @return the length of the response
   * @throws IllegalArgumentException if the response was compiled for a question of another length
   */
  public int write(QueryHeader query, ResponseHeader response, int limit, long now) {
    CompiledResponse sections = response.sections();
    int start = query.question().writeAsked(buffer);
    if (sections.questionLength != 0 && sections.questionLength != start - HEADER) {
      throw new IllegalArgumentException("not compiled for the question " + query.question());
    }

    Edns edns = query.edns();
    byte[] error = edns == null ? Edns.NO_OPTIONS : extendedError(response.extendedError());
    int reserved = edns == null ? 0 : Edns.RECORD_LENGTH;
    int room = Math.min(limit, LONGEST) - start - reserved;
    int flags = response.flags() & Octets.RESPONSE_FLAGS;
    if (error.length > 0 && sections.length() + error.length > room) {
      error = Edns.NO_OPTIONS; // RFC 8914, 3: dropped before any other data, which sets TC
      flags |= Octets.TC;
    }

    int count = sections.count;
    int length = sections.length();
    if (length > room) {
      count = recordsWithin(sections, room);
      length = count == 0 ? 0 : sections.end(count - 1);
      if (count < sections.answers + sections.authorities) {
        flags |= Octets.TC; // RFC 2181, 9: not for what is missing from the additional section
      }
    }
    System.arraycopy(sections.body, 0, buffer, start, length);
    if (response.isShuffled() && sections.hasShuffle()) {
      shuffler.shuffle(sections, count, buffer, start);
    }
    if (!response.ageing().isNone()) {
      sections.age(count, response.ageing(), now, buffer, start);
    }

    // RFC 6891, 6.1.1 and 7: an OPT record iff the query had one. Without it rcodes have four bits.
    int rcode = response.rcode();
    if (edns == null && rcode > Octets.RCODE) {
      rcode = Rcode.SERVFAIL;
    }
    int end = start + length;
    if (edns != null) {
      end = Edns.write(buffer, end, rcode, edns.flags() & Edns.DO, error);
    }
    int answers = Math.min(count, sections.answers);
    int authorities = Math.min(count - answers, sections.authorities);
    int additionals = count - answers - authorities + (edns == null ? 0 : 1);
    writeHeader(query.id(), (query.flags() & REPEATED) | flags | (rcode & Octets.RCODE));
    put16(buffer, Octets.QDCOUNT, 1);
    put16(buffer, Octets.ANCOUNT, answers);
    put16(buffer, Octets.NSCOUNT, authorities);
    put16(buffer, Octets.ARCOUNT, additionals);
    return end;
  }

  /**
   * Writes a bare header with a response code, for queries whose question could not be read.
   *
   * @return its length, 12
   */
  public int writeError(int id, int flags, int rcode) {
    writeHeader(id, (flags & REPEATED) | (rcode & Octets.RCODE));
    for (int count = Octets.QDCOUNT; count < HEADER; count += 2) {
      put16(buffer, count, 0);
    }
    return HEADER;
  }

  private void writeHeader(int id, int flags) {
    put16(buffer, Octets.ID, id);
    put16(buffer, Octets.FLAGS, Octets.QR | flags);
  }

  /** How many records fit whole into {@code room} bytes, in order. */
  private static int recordsWithin(CompiledResponse sections, int room) {
    int low = 0;
    int high = sections.records.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sections.end(middle) <= room) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The option that RFC 8914 defines, or nothing. */
  private static byte[] extendedError(@Nullable ExtendedError error) {
    if (error == null) {
      return Edns.NO_OPTIONS;
    }
    byte[] text = error.text().getBytes(StandardCharsets.UTF_8);
    byte[] option = new byte[Edns.OPTION_FIXED + 2 + text.length];
    put16(option, 0, EDNSOption.Code.EDNS_EXTENDED_ERROR);
    put16(option, 2, 2 + text.length);
    put16(option, 4, error.code());
    System.arraycopy(text, 0, option, 6, text.length);
    return option;
  }
}

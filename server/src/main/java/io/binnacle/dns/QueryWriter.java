// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.Octets.HEADER;
import static io.binnacle.dns.Octets.QUESTION_FIXED;
import static io.binnacle.dns.Octets.put16;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes queries for upstreams. Allocates nothing per query.
 *
 * <p><i>Confined to one event loop.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4">RFC 1035, section 4</a>
 */
public final class QueryWriter {
  /** What a client decides that an upstream must know. */
  private static final int PASSED_ON = Octets.RD | Octets.AD | Octets.CD;

  private static final int CASE_BIT = 'a' - 'A';

  private static final int LONGEST_WITHOUT_OPTIONS =
      HEADER + WireName.LONGEST + QUESTION_FIXED + Edns.RECORD_LENGTH;

  private byte[] buffer = new byte[LONGEST_WITHOUT_OPTIONS];
  private int nameEnd = HEADER;

  /** Where the last query lies, from its beginning. */
  public byte[] buffer() {
    return buffer;
  }

  /**
   * Writes a query, its name in lower case, into the buffer.
   *
   * @param id an id that nobody can guess
   * @param flags RD, AD and CD are passed on
   * @param edns its DO bit and the options of {@link Edns#passedOn} are passed on, under an OPT
   *     record of our own; without it there is none
   * @return the length of the query
   * @throws IllegalArgumentException if there are too many options for a message
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6891#section-6.2.6">RFC 6891, section 6.2.6</a>
   */
  public int write(int id, int flags, Question question, @Nullable Edns edns) {
    put16(buffer, Octets.ID, id);
    put16(buffer, Octets.FLAGS, flags & PASSED_ON);
    put16(buffer, Octets.QDCOUNT, 1);
    put16(buffer, Octets.ANCOUNT, 0);
    put16(buffer, Octets.NSCOUNT, 0);
    put16(buffer, Octets.ARCOUNT, edns == null ? 0 : 1);
    int end = question.writeLowerCased(buffer);
    nameEnd = end - QUESTION_FIXED;
    if (edns == null) {
      return end;
    }
    byte[] options = Edns.join(Edns.NO_OPTIONS, edns.passedOn());
    makeRoom(end + Edns.RECORD_LENGTH + options.length);
    return Edns.write(buffer, end, 0, edns.flags() & Edns.DO, options);
  }

  private void makeRoom(int length) {
    if (length > Octets.LONGEST) {
      throw new IllegalArgumentException("a query of " + length + " bytes");
    }
    if (length > buffer.length) {
      buffer = Arrays.copyOf(buffer, length);
    }
  }

  /**
   * Gives each letter of the last query's name a random case, which a response has to repeat.
   *
   * @return the name as it is now
   * @see ResponseParser#repeats
   */
  public byte[] mixCase(RandomGenerator random) {
    long bits = 0;
    for (int i = HEADER; i < nameEnd; i++) {
      if ((i - HEADER) % Long.SIZE == 0) {
        bits = random.nextLong();
      }
      if (buffer[i] >= 'a' && buffer[i] <= 'z' && (bits & 1) != 0) {
        buffer[i] = (byte) (buffer[i] - CASE_BIT);
      }
      bits >>>= 1;
    }
    return Arrays.copyOfRange(buffer, HEADER, nameEnd);
  }
}

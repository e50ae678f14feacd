// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * The sections of a response behind its question, as bytes ready to be sent, with the offsets that
 * {@link ResponseWriter} needs to shuffle and truncate them.
 *
 * <p>Compression pointers in it count from the start of a message whose question has {@link
 * #questionLength()} bytes, and may point into that question; so a compiled response serves any
 * query that asks the same name, whatever the case of its letters. There is no OPT record in it:
 * each response gets its own.
 *
 * <p><i>Immutable.</i>
 */
public final class CompiledResponse {
  private static final byte[] NOTHING = {};
  private static final int[] NO_RECORDS = {};

  /** No records at all; fits behind any question. */
  public static final CompiledResponse EMPTY = new CompiledResponse(NOTHING, NO_RECORDS, 0, 0, 0);

  /** A pointer at the name in the question. */
  private static final int NAME_ASKED = 0xc000 | Octets.HEADER;

  final byte[] body;

  /** Where each record begins in {@link #body}, in the order of the sections. */
  final int[] records;

  /** Their number: for most responses all that is asked of them. */
  final int count;

  final int answers;
  final int authorities;
  final int questionLength;

  /** The first of the address records that may be served in any order. */
  final int shuffleFrom;

  /** How many records may be served in any order: 0 or at least 2. */
  final int shuffleCount;

  /** The length of their addresses, the only bytes in which they differ. */
  final int addressLength;

  /** Counted when first asked for; a race counts twice. */
  private int uncompressedLength;

  CompiledResponse(byte[] body, int[] records, int answers, int authorities, int questionLength) {
    this.body = body;
    this.records = records;
    this.count = records.length;
    this.answers = answers;
    this.authorities = authorities;
    this.questionLength = questionLength;
    int from = 0;
    int count = 0;
    while (from < answers && (count = alike(from)) < 2) {
      from++;
    }
    shuffleFrom = from;
    shuffleCount = count < 2 ? 0 : count;
    addressLength = count < 2 ? 0 : addressLength(from);
  }

  /** How many records the answer section has. */
  public int answerCount() {
    return answers;
  }

  /** How many records the authority section has. */
  public int authorityCount() {
    return authorities;
  }

  /** How many records the additional section has. */
  public int additionalCount() {
    return records.length - answers - authorities;
  }

  /** The length of the question (name, type, class) that this was compiled for; 0 fits any. */
  public int questionLength() {
    return questionLength;
  }

  /** Whether there are address records to be served in any order. */
  public boolean hasShuffle() {
    return shuffleCount > 1;
  }

  /** Whether there is a record of this type in the answer section. */
  public boolean hasAnswer(int type) {
    return has(type, 0, answers);
  }

  /** Whether there is a record of this type in the authority section. */
  public boolean hasAuthority(int type) {
    return has(type, answers, answers + authorities);
  }

  /**
   * The answer section alone, where that is all there is to know of it: addresses of the name that
   * was asked, of the type that was asked, nothing else. Such records point at nothing but the
   * question.
   */
  public @Nullable CompiledResponse addressesAsked(Question question) {
    if (answers == 0) {
      return null;
    }
    for (int i = 0; i < answers; i++) {
      int at = records[i];
      if (Octets.u16(body, at) != NAME_ASKED
          || Octets.u16(body, at + 2) != question.type()
          || Octets.u16(body, at + 4) != question.dclass()
          || addressLength(i) == 0) {
        return null;
      }
    }
    return answers == records.length
        ? this
        : new CompiledResponse(
            Arrays.copyOf(body, records[answers]),
            Arrays.copyOf(records, answers),
            answers,
            0,
            questionLength);
  }

  private boolean has(int type, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Octets.u16(body, behindOwner(i)) == type) {
        return true;
      }
    }
    return false;
  }

  /** The length of all records together, in bytes. */
  public int length() {
    return body.length;
  }

  /** The least TTL of all records; 2^31 - 1 if there are none. */
  public int leastTtl() {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < records.length; i++) {
      least = Math.min(least, ttl(i));
    }
    return least;
  }

  /** The same records, their TTLs changed; this itself if none is. */
  public CompiledResponse withTtls(IntUnaryOperator change) {
    byte @Nullable [] changed = null;
    for (int i = 0; i < records.length; i++) {
      int ttl = change.applyAsInt(ttl(i));
      if (ttl != ttl(i)) {
        changed = changed == null ? body.clone() : changed;
        Octets.put32(changed, ttlOffset(i), ttl);
      }
    }
    return changed == null
        ? this
        : new CompiledResponse(changed, records, answers, authorities, questionLength);
  }

  /** Ages the first {@code count} records, written to a buffer at {@code start}. */
  void age(int count, Ageing ageing, long now, byte[] buffer, int start) {
    for (int i = 0; i < count; i++) {
      Octets.put32(buffer, start + ttlOffset(i), ageing.ttl(ttl(i), now));
    }
  }

  /**
   * What that length would be with all names in full. It is counted once: all questions that this
   * fits have names of the same length.
   */
  public int uncompressedLength(Question question) {
    int length = uncompressedLength;
    if (length == 0) {
      length = UncompressedLength.of(this, question);
      uncompressedLength = length;
    }
    return length;
  }

  /** Where record {@code index} ends in the body. */
  int end(int index) {
    return index + 1 < records.length ? records[index + 1] : body.length;
  }

  /**
   * How many records from {@code first} on differ in nothing but their addresses; 0 if it has none.
   */
  private int alike(int first) {
    int length = addressLength(first);
    if (length == 0) {
      return 0;
    }
    int common = end(first) - records[first] - length;
    int next = first + 1;
    while (next < answers
        && end(next) - records[next] == common + length
        && Arrays.equals(
            body,
            records[first],
            records[first] + common,
            body,
            records[next],
            records[next] + common)) {
      next++;
    }
    return next - first;
  }

  /** The length of the address that record {@code index} holds, 0 if it is no address record. */
  private int addressLength(int index) {
    int at = behindOwner(index);
    int length = Octets.u16(body, at + 8);
    return switch (Octets.u16(body, at)) {
      case Type.A -> length == 4 ? length : 0;
      case Type.AAAA -> length == 16 ? length : 0;
      default -> 0;
    };
  }

  private int ttl(int index) {
    return Math.max(0, Octets.s32(body, ttlOffset(index))); // RFC 2181, 8: with the first bit, 0
  }

  /** Where the TTL of record {@code index} is. */
  private int ttlOffset(int index) {
    return behindOwner(index) + 4;
  }

  /** Where the type of record {@code index} is. */
  private int behindOwner(int index) {
    return behindName(records[index]);
  }

  /** The offset behind the name at this offset of the body. */
  int behindName(int at) {
    while (body[at] > 0) {
      at += 1 + body[at];
    }
    return at + (body[at] == 0 ? 1 : 2); // the root label, or a compression pointer
  }
}

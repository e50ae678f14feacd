// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

/**
 * The sections of a response behind its question, as bytes ready to be sent, with the offsets that
 * {@link ResponseWriter} needs to age, shuffle and truncate them.
 *
 * <p>Compression pointers in it count from the start of a message whose question has {@link
 * #questionLength()} bytes, and may point into that question; so a compiled response serves any
 * query that asks the same name, whatever the case of its letters. There is no OPT record in it:
 * each response gets its own.
 *
 * <p>Immutable.
 */
public final class CompiledResponse {
  private static final byte[] NOTHING = {};
  private static final int[] NO_RECORDS = {};

  final byte[] body;

  /** Where each record begins in {@link #body}, in the order of the sections. */
  final int[] records;

  final int answers;
  final int authorities;
  final int additionals;
  final int questionLength;

  /** The first of the address records that may be served in any order, all of one size. */
  final int shuffleFrom;

  /** How many records may be shuffled, 0 if none. */
  final int shuffleCount;

  CompiledResponse(
      byte[] body,
      int[] records,
      int answers,
      int authorities,
      int additionals,
      int questionLength,
      int shuffleFrom,
      int shuffleCount) {
    this.body = body;
    this.records = records;
    this.answers = answers;
    this.authorities = authorities;
    this.additionals = additionals;
    this.questionLength = questionLength;
    this.shuffleFrom = shuffleFrom;
    this.shuffleCount = shuffleCount;
  }

  /** No records at all; fits behind any question. */
  public static final CompiledResponse EMPTY =
      new CompiledResponse(NOTHING, NO_RECORDS, 0, 0, 0, 0, 0, 0);

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
    return additionals;
  }

  /** The length of the question (name, type, class) that this was compiled for; 0 fits any. */
  public int questionLength() {
    return questionLength;
  }

  /** Whether there are address records to be served in any order. */
  public boolean hasShuffle() {
    return shuffleCount > 1;
  }

  /** The length of all records together, in bytes. */
  public int length() {
    return body.length;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

/**
 * The length that compiled records would have with all names in full.
 *
 * <p><i>Immutable.</i>
 */
final class UncompressedLength {
  private final CompiledResponse response;
  private final Question question;

  private UncompressedLength(CompiledResponse response, Question question) {
    this.response = response;
    this.question = question;
  }

  /** That of all records of a response to this question. */
  static int of(CompiledResponse response, Question question) {
    UncompressedLength lengths = new UncompressedLength(response, question);
    int sum = 0;
    for (int i = 0; i < response.records.length; i++) {
      sum += lengths.record(response.records[i], response.end(i));
    }
    return sum;
  }

  private int record(int from, int end) {
    int fixed = response.behindName(from);
    int type = Octets.u16(response.body, fixed);
    int names = fixed + Octets.RECORD_FIXED + ResponseBuilder.bytesBeforeNames(type);
    int length = name(from) + names - fixed;
    int at = names;
    for (int i = ResponseBuilder.compressedNames(type); i > 0; i--) {
      length += name(at);
      at = response.behindName(at);
    }
    return length + end - at;
  }

  /** The length of the name at this offset of the body, its pointers followed. */
  private int name(int from) {
    byte[] body = response.body;
    int start = Octets.HEADER + response.questionLength; // what pointers count from lies before
    int length = 0;
    int at = from;
    while (body[at] != 0) {
      if (!WireName.isPointer(body[at])) {
        length += 1 + body[at];
        at += 1 + body[at];
        continue;
      }
      int target = WireName.target(body, at);
      if (target < start) { // in the question
        return length + question.nameLength() - (target - Octets.HEADER);
      }
      at = target - start;
    }
    return length + 1;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Messages to compiled responses.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
public final class ResponseCompiler {
  /** The numbers that dnsjava has for AA, TC, RA and AD. */
  private static final int[] RESPONSE_FLAGS = {Flags.AA, Flags.TC, Flags.RA, Flags.AD};

  private ResponseCompiler() {}

  /**
   * The sections of {@code message} as the answer to {@code question}, without what concerns one
   * hop only: OPT and TSIG.
   *
   * @throws IllegalArgumentException if a record cannot be encoded
   */
  public static CompiledResponse compile(Message message, Question question) {
    ResponseBuilder builder = ResponseBuilder.of(question);
    addAll(builder, message, Section.ANSWER);
    addAll(builder.authority(), message, Section.AUTHORITY);
    addAll(builder.additional(), message, Section.ADDITIONAL);
    return builder.build();
  }

  private static void addAll(ResponseBuilder builder, Message message, int section) {
    for (Record record : message.getSection(section)) {
      if (record.getType() != Type.OPT && record.getType() != Type.TSIG) {
        builder.record(record);
      }
    }
  }

  /** The flags of the message's header that a response keeps: AA, TC, RA, AD. */
  public static int flags(Message message) {
    int flags = 0;
    for (int flag : RESPONSE_FLAGS) {
      if (message.getHeader().getFlag(flag)) {
        flags |= bit(flag);
      }
    }
    return flags;
  }

  /** A copy of the message with these flags set, and those cleared. */
  public static Message withFlags(Message message, int set, int clear) {
    Message copy = message.clone();
    Header header = copy.getHeader();
    for (int flag : RESPONSE_FLAGS) {
      if ((set & bit(flag)) != 0) {
        header.setFlag(flag);
      }
      if ((clear & bit(flag)) != 0) {
        header.unsetFlag(flag);
      }
    }
    return copy;
  }

  /** The bit of a flag, which dnsjava counts from the left. */
  static int bit(int flag) {
    return 0x8000 >>> flag;
  }
}

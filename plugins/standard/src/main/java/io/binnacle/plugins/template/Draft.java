// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * A response while its records are collected.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class Draft {
  static final int AUTHORITATIVE = 0x8000 >>> Flags.AA;

  private final Message message = new Message();
  private @Nullable ExtendedError reason;

  Draft(int rcode, @Nullable ExtendedError reason) {
    message.getHeader().setRcode(rcode);
    message.getHeader().setFlag(Flags.AA);
    this.reason = reason;
  }

  void add(int section, Record record) {
    message.addRecord(record, section);
  }

  List<Record> answers() {
    return message.getSection(Section.ANSWER);
  }

  /** A copy of all but the answers. */
  Draft withoutAnswers() {
    Draft copy = new Draft(message.getRcode(), reason);
    for (int section : new int[] {Section.AUTHORITY, Section.ADDITIONAL}) {
      message.getSection(section).forEach(record -> copy.add(section, record));
    }
    return copy;
  }

  /** Takes over what became of a name that is followed, unless there is worse to tell. */
  void follow(int rcode, boolean isTruncated, @Nullable ExtendedError itsReason) {
    if (message.getRcode() == Rcode.NOERROR) {
      message.getHeader().setRcode(rcode);
    }
    if (isTruncated) {
      message.getHeader().setFlag(Flags.TC);
    }
    if (reason == null) {
      reason = itsReason;
    }
  }

  /** The response; no cache holds it, as it is made anew as fast. */
  Response response() {
    MessageResponse response = MessageResponse.of(message).live();
    return reason == null ? response : response.withExtendedError(reason);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The records of responses, and the names in them, with changes. Pure functions. */
final class Records {
  private static final List<Integer> SECTIONS =
      List.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL);

  private Records() {}

  /** Changes a record. */
  @FunctionalInterface
  interface Edit {
    /** What comes in its place; {@code section} as in {@link Section}. */
    Record apply(Record record, int section);
  }

  /** The response with all its records changed. */
  static Response edit(Response response, Question question, Edit edit) {
    if (response instanceof WireResponse wire && wire.sections().length() == 0) {
      return response;
    }
    Message message = response.message(question);
    for (int section : SECTIONS) {
      List<Record> records = List.copyOf(message.getSection(section));
      message.removeAllRecords(section);
      for (Record record : records) {
        message.addRecord(isMeta(record) ? record : edit.apply(record, section), section);
      }
    }
    return as(message, response);
  }

  private static boolean isMeta(Record record) {
    return record.getType() == Type.OPT || record.getType() == Type.TSIG;
  }

  /** The message as a response that is for the rest like this one. */
  static Response as(Message message, Response like) {
    MessageResponse plain = MessageResponse.of(message);
    MessageResponse response = like.isLive() ? plain.live() : plain;
    ExtendedError reason = like.extendedError();
    return reason == null ? response : response.withExtendedError(reason);
  }

  /** The record with another owner. */
  static Record withOwner(Record record, UnaryOperator<Name> change) {
    Name owner = change.apply(record.getName());
    return owner.equals(record.getName()) ? record : record.withName(owner);
  }

  /** The record with the name in its data changed, if it is of a type whose names are. */
  static Record withTarget(Record record, UnaryOperator<Name> change) {
    Name owner = record.getName();
    int dclass = record.getDClass();
    long ttl = record.getTTL();
    return switch (record) {
      case CNAMERecord it -> new CNAMERecord(owner, dclass, ttl, change.apply(it.getTarget()));
      case DNAMERecord it -> new DNAMERecord(owner, dclass, ttl, change.apply(it.getTarget()));
      case NSRecord it -> new NSRecord(owner, dclass, ttl, change.apply(it.getTarget()));
      case PTRRecord it -> new PTRRecord(owner, dclass, ttl, change.apply(it.getTarget()));
      case MXRecord it ->
          new MXRecord(owner, dclass, ttl, it.getPriority(), change.apply(it.getTarget()));
      case SRVRecord it ->
          new SRVRecord(
              owner,
              dclass,
              ttl,
              it.getPriority(),
              it.getWeight(),
              it.getPort(),
              change.apply(it.getTarget()));
      case NAPTRRecord it ->
          new NAPTRRecord(
              owner,
              dclass,
              ttl,
              it.getOrder(),
              it.getPreference(),
              it.getFlags(),
              it.getService(),
              it.getRegexp(),
              change.apply(it.getReplacement()));
      case SOARecord it ->
          new SOARecord(
              owner,
              dclass,
              ttl,
              change.apply(it.getHost()),
              it.getAdmin(),
              it.getSerial(),
              it.getRefresh(),
              it.getRetry(),
              it.getExpire(),
              it.getMinimum());
      default -> record;
    };
  }
}

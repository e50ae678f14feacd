// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What may be wrong with a response to a query for the A records of {@code example.org}. */
enum Flaw {
  ANOTHER_ID(header(it -> it.setID(it.getID() ^ 1))),
  ANOTHER_NAME(question("example.net", Type.A, DClass.IN)),
  ANOTHER_TYPE(question("example.org", Type.AAAA, DClass.IN)),
  ANOTHER_CLASS(question("example.org", Type.A, DClass.CH)),
  ANOTHER_OPCODE(header(it -> it.setOpcode(Opcode.UPDATE))),
  NOT_A_RESPONSE(header(it -> it.unsetFlag(Flags.QR))),
  NO_QUESTION(message(it -> it.removeAllRecords(Section.QUESTION))),
  TWO_QUESTIONS(
      message(it -> it.addRecord(record("example.org", Type.A, DClass.IN), Section.QUESTION))),
  LESS_RECORDS_THAN_COUNTED(wire -> with(wire, 7, 2)),
  MANY_LESS_RECORDS_THAN_COUNTED(wire -> with(wire, 6, 0xff)),
  DATA_LONGER_THAN_THE_MESSAGE(wire -> with(wire, wire.length - 5, 0xff)),
  POINTER_TO_ITSELF(
      wire -> {
        int owner = wire.length - 16;
        return with(with(wire, owner, 0xc0), owner + 1, owner);
      }),
  CUT_OFF(wire -> Arrays.copyOf(wire, wire.length - 1)),
  HALF_A_HEADER(wire -> Arrays.copyOf(wire, 11)),
  HALF_AN_ID(wire -> Arrays.copyOf(wire, 1)),
  EMPTY(_ -> new byte[0]);

  @SuppressWarnings("ImmutableEnumChecker") // pure functions
  private final UnaryOperator<byte[]> change;

  Flaw(UnaryOperator<byte[]> change) {
    this.change = change;
  }

  /** A message that would be accepted, with the flaw. */
  byte[] in(Message response) {
    return change.apply(response.toWire());
  }

  private static UnaryOperator<byte[]> message(Consumer<Message> change) {
    return wire -> {
      try {
        Message message = new Message(wire);
        change.accept(message);
        return message.toWire();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private static UnaryOperator<byte[]> header(Consumer<Header> change) {
    return message(it -> change.accept(it.getHeader()));
  }

  private static UnaryOperator<byte[]> question(String name, int type, int dclass) {
    return message(
        it -> {
          it.removeAllRecords(Section.QUESTION);
          it.addRecord(record(name, type, dclass), Section.QUESTION);
        });
  }

  private static Record record(String name, int type, int dclass) {
    return Record.newRecord(Asker.name(name), type, dclass);
  }

  private static byte[] with(byte[] wire, int at, int value) {
    byte[] changed = wire.clone();
    changed[at] = (byte) value;
    return changed;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

/**
 * Short words for the tests of the wire.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
final class WireFixture {
  private WireFixture() {}

  /** A response to be written. */
  record Written(
      CompiledResponse sections,
      int rcode,
      int flags,
      Ageing ageing,
      boolean isShuffled,
      @Nullable ExtendedError extendedError)
      implements ResponseHeader {
    static Written of(CompiledResponse sections) {
      return new Written(sections, 0, 0, Ageing.None.NONE, false, null);
    }

    Written withAgeing(Ageing how) {
      return new Written(sections, rcode, flags, how, isShuffled, extendedError);
    }

    Written shuffled() {
      return new Written(sections, rcode, flags, ageing, true, extendedError);
    }

    Written withRcode(int newRcode) {
      return new Written(sections, newRcode, flags, ageing, isShuffled, extendedError);
    }

    Written withFlags(int newFlags) {
      return new Written(sections, rcode, newFlags, ageing, isShuffled, extendedError);
    }

    Written withExtendedError(int code, String text) {
      return new Written(sections, rcode, flags, ageing, isShuffled, new ExtendedError(code, text));
    }
  }

  static Name name(String name) {
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Question question(String name, int type) {
    return Question.of(name(name), type, DClass.IN);
  }

  /** A record as in a zone file: owner, TTL, type, RDATA. */
  static Record record(String text) {
    String[] fields = text.split(" +", 4);
    try {
      return Record.fromString(
          name(fields[0]),
          Type.value(fields[2]),
          DClass.IN,
          Long.parseLong(fields[1]),
          new Tokenizer(fields[3]),
          Name.root);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** A query with id 4711 and RD, without EDNS. */
  static Message query(String name, int type) {
    Message query = Message.newQuery(Record.newRecord(name(name), type, DClass.IN));
    query.getHeader().setID(4711);
    return query;
  }

  static Message queryWithEdns(String name, int type) {
    Message query = query(name, type);
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    return query;
  }

  /** What the parser makes of the query. */
  static QueryParser parsed(Message query) {
    byte[] wire = query.toWire();
    QueryParser parser = new QueryParser();
    if (parser.parse(wire, wire.length) != QueryParser.Verdict.ACCEPTED) {
      throw new IllegalArgumentException("not accepted: " + query);
    }
    return parser;
  }

  static Message decode(byte[] buffer, int length) {
    return MessageCodec.message(Arrays.copyOf(buffer, length));
  }

  /** Fails unless {@code holds}; for fuzzing, where each call must cost next to nothing. */
  static void require(boolean holds, String finding) {
    if (!holds) {
      throw new AssertionError(finding);
    }
  }

  /** Bytes in hexadecimal digits, spaces ignored; text in single quotes stands for itself. */
  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (quoted) {
        bytes.write(c);
      } else if (c != ' ' && c != '\n') {
        bytes.write(Integer.parseInt(text.substring(i, i + 2), 16));
        i++;
      }
    }
    return bytes.toByteArray();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance;

import io.binnacle.dns.QueryParser;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseWriter;
import io.binnacle.plugin.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * Messages as bytes, without a network.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
public final class Wire {
  private Wire() {}

  /** Bytes in hexadecimal digits, spaces ignored; text in single quotes stands for itself. */
  public static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (quoted) {
        bytes.write(c);
      } else if (c != ' ') {
        bytes.write(Integer.parseInt(text.substring(i, i + 2), 16));
        i++;
      }
    }
    return bytes.toByteArray();
  }

  /** The absolute name. */
  public static Name name(String name) {
    return Name.fromConstantString(name.endsWith(".") ? name : name + ".");
  }

  /** The question of class IN. */
  public static Question question(String name, int type) {
    return Question.of(name(name), type, DClass.IN);
  }

  /** A query of class IN with RD. */
  public static Message query(String name, int type) {
    return Message.newQuery(Record.newRecord(name(name), type, DClass.IN));
  }

  /** The same with an OPT record. */
  public static Message queryWithEdns(String name, int type) {
    Message query = query(name, type);
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    return query;
  }

  /** What the parser says of a message. */
  public static QueryParser.Verdict verdict(byte[] message) {
    return new QueryParser().parse(message, message.length);
  }

  /** The query as parsed. */
  public static QueryParser parsed(Message query) {
    byte[] wire = query.toWire();
    QueryParser parser = new QueryParser();
    parser.parse(wire, wire.length);
    return parser;
  }

  /** The bytes that go back to the client. */
  public static byte[] written(Message query, WireResponse response, int limit) {
    ResponseWriter writer = new ResponseWriter();
    int length = writer.write(parsed(query), response, limit, 0);
    return Arrays.copyOf(writer.buffer(), length);
  }

  /** What a client reads of it. */
  public static Message received(Message query, WireResponse response, int limit) {
    try {
      return new Message(written(query, response, limit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

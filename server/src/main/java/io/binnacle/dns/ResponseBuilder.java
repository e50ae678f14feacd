// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.Octets.HEADER;
import static io.binnacle.dns.Octets.LONGEST;
import static io.binnacle.dns.Octets.QUESTION_FIXED;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Makes a {@link CompiledResponse}, record by record, section by section:
 *
 * <pre>{@code
 * ResponseBuilder.of(question).a(5, 0xc0000201).build();
 * ResponseBuilder.inZone(zone, offset).authority().soa(…).build();
 * }</pre>
 *
 * <p>Each record is of the question's class, and owned by the name that {@link #owner} gave last;
 * at first that is the question's name, or the zone. Names are given in wire form, in any case;
 * what occurred before, in the question too, is compressed, case ignored, where RFC 3597 allows it.
 *
 * <p>A section holds at most 65,535 records; further ones are left out, as they could not be sent.
 *
 * <p><i>Confined to one event loop</i>, or to another thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3597#section-4">RFC 3597, section 4</a>
 */
public final class ResponseBuilder {
  private static final int LONGEST_STRING = 255;

  private final MessageBody body;
  private final int questionLength;
  private final int dclass;
  private byte[] owner;

  /** Where the owner was written; 0 before, or if nothing can point there. */
  private int ownerAt;

  private int[] records = new int[4];
  private int count;
  private int sectionFrom;
  private int section = Section.ANSWER;
  private int answers;
  private int authorities;

  private ResponseBuilder(byte[] asked, int askedAt, int dclass) {
    body = new MessageBody(asked, HEADER + askedAt);
    questionLength = askedAt + asked.length + QUESTION_FIXED;
    this.dclass = dclass;
    owner = asked;
  }

  /** A response to this question, empty as yet. */
  public static ResponseBuilder of(Question question) {
    return new ResponseBuilder(question.wire(), 0, question.dclass());
  }

  /**
   * A response to every question whose name has {@code zone} at {@code offset}: what a zone says
   * about names that do not exist needs to be compiled once per offset. Pointers to the zone give
   * clients their own letters back.
   *
   * @param zone a lower-cased name in wire form
   */
  public static ResponseBuilder inZone(byte[] zone, int offset) {
    return new ResponseBuilder(zone, offset, DClass.IN);
  }

  /** The next records belong to the authority section. */
  public ResponseBuilder authority() {
    return section(Section.AUTHORITY);
  }

  /** The next records belong to the additional section. */
  public ResponseBuilder additional() {
    return section(Section.ADDITIONAL);
  }

  private ResponseBuilder section(int next) {
    if (next < section) {
      throw new IllegalStateException("sections have an order");
    }
    if (next > section) {
      closeSection();
      section = next;
    }
    return this;
  }

  private void closeSection() {
    int size = count - sectionFrom;
    sectionFrom = count;
    if (section == Section.ANSWER) {
      answers = size;
    } else if (section == Section.AUTHORITY) {
      authorities = size;
    }
  }

  /** The next records are owned by this name. */
  public ResponseBuilder owner(byte[] name) {
    owner = name;
    ownerAt = 0;
    return this;
  }

  /** Makes room for so many records more, of this length each; they come quicker then. */
  public ResponseBuilder room(int more, int length) {
    body.reserve(more * length);
    if (count + more > records.length) {
      records = Arrays.copyOf(records, Math.max(records.length * 2, count + more));
    }
    return this;
  }

  /** Whether there is more already than a message can hold. */
  public boolean isFull() {
    return body.length() > LONGEST;
  }

  /** An IPv4 address. */
  public ResponseBuilder a(int ttl, int address) {
    int start = open(Type.A, dclass, ttl);
    body.u32(address);
    return close(start);
  }

  /** An IPv6 address, its first and its last 64 bits. */
  public ResponseBuilder aaaa(int ttl, long high, long low) {
    int start = open(Type.AAAA, dclass, ttl);
    body.u32((int) (high >>> 32));
    body.u32((int) high);
    body.u32((int) (low >>> 32));
    body.u32((int) low);
    return close(start);
  }

  /** The owner's canonical name. */
  public ResponseBuilder cname(int ttl, byte[] target) {
    return nameRecord(Type.CNAME, ttl, target);
  }

  /** The name of an address, whose reverse name is the owner. */
  public ResponseBuilder ptr(int ttl, byte[] target) {
    return nameRecord(Type.PTR, ttl, target);
  }

  /** A name server of the zone that is the owner. */
  public ResponseBuilder ns(int ttl, byte[] server) {
    return nameRecord(Type.NS, ttl, server);
  }

  private ResponseBuilder nameRecord(int type, int ttl, byte[] target) {
    int start = open(type, dclass, ttl);
    body.compressedName(target, 0);
    return close(start);
  }

  /** Where a service is to be found. */
  public ResponseBuilder srv(int ttl, int priority, int weight, int port, byte[] target) {
    int start = open(Type.SRV, dclass, ttl);
    body.u16(priority);
    body.u16(weight);
    body.u16(port);
    body.wholeName(target, 0); // RFC 2782: name compression is not to be used for this field
    return close(start);
  }

  /** A text, cut into strings of 255 bytes. */
  public ResponseBuilder txt(int ttl, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int start = open(Type.TXT, dclass, ttl);
    int from = 0;
    do {
      int to = Math.min(utf8.length, from + LONGEST_STRING);
      body.u8(to - from);
      body.bytes(utf8, from, to);
      from = to;
    } while (from < utf8.length);
    return close(start);
  }

  /** The start of authority of the zone that is the owner. */
  public ResponseBuilder soa(
      int ttl,
      byte[] server,
      byte[] mailbox,
      int serial,
      int refresh,
      int retry,
      int expire,
      int minimum) {
    int start = open(Type.SOA, dclass, ttl);
    body.compressedName(server, 0);
    body.compressedName(mailbox, 0);
    body.u32(serial);
    body.u32(refresh);
    body.u32(retry);
    body.u32(expire);
    body.u32(minimum);
    return close(start);
  }

  /**
   * A record of any type, with an owner of its own.
   *
   * @throws IllegalArgumentException if the record cannot be encoded, as may happen with one that
   *     came from a hostile message; the builder is of no use then
   */
  public ResponseBuilder record(Record record) {
    try {
      return encoded(record);
    } catch (RuntimeException e) { // what dnsjava throws at bytes that it has itself accepted
      throw new IllegalArgumentException(
          "a record of type " + Type.string(record.getType()) + " cannot be encoded", e);
    }
  }

  private ResponseBuilder encoded(Record record) {
    byte[] wire = record.toWire(Section.ANSWER);
    byte[] before = owner;
    owner(wire); // begins with the owner's name, which ends itself
    int start = open(record.getType(), record.getDClass(), (int) record.getTTL());
    owner(before);
    rdata(record.getType(), wire, record.getName().length() + Octets.RECORD_FIXED);
    return close(start);
  }

  /** Writes RDATA, its names compressed where the type is one of RFC 1035. */
  private void rdata(int type, byte[] wire, int from) {
    int at = from + bytesBeforeNames(type);
    body.bytes(wire, from, at);
    for (int i = compressedNames(type); i > 0; i--) {
      body.compressedName(wire, at);
      at = WireName.skip(wire, at, wire.length);
    }
    body.bytes(wire, at, wire.length);
  }

  /** How many names in the RDATA of this type are compressed, one behind the other. */
  static int compressedNames(int type) {
    return switch (type) {
      case Type.NS, Type.MD, Type.MF, Type.CNAME, Type.MB, Type.MG, Type.MR, Type.PTR -> 1;
      case Type.MX -> 1;
      case Type.SOA, Type.MINFO -> 2;
      default -> 0;
    };
  }

  /** How many bytes the RDATA of this type have before those names. */
  static int bytesBeforeNames(int type) {
    return type == Type.MX ? 2 : 0;
  }

  /** Begins a record; returns where its RDATA begin. */
  private int open(int type, int itsClass, int ttl) {
    if (count == records.length) {
      records = Arrays.copyOf(records, count * 2);
    }
    records[count] = body.length();
    ownerAt = ownerAt == 0 ? body.compressedName(owner, 0) : body.pointer(ownerAt);
    body.fixed(type, itsClass, ttl);
    return body.length();
  }

  private ResponseBuilder close(int start) {
    int length = body.length() - start;
    if (length > LONGEST) {
      throw new IllegalArgumentException("RDATA of " + length + " bytes");
    }
    body.patch16(start - 2, length);
    if (count - sectionFrom < LONGEST) {
      count++;
    } else {
      body.cut(records[count]); // far behind the last offset that is remembered
    }
    return this;
  }

  /** The response. The builder is of no use afterwards. */
  public CompiledResponse build() {
    closeSection();
    return new CompiledResponse(
        body.toArray(), Arrays.copyOf(records, count), answers, authorities, questionLength);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.Octets.HEADER;
import static io.binnacle.dns.Octets.QUESTION_FIXED;
import static io.binnacle.dns.Octets.put16;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * What is asked: a name, a type and a class; the key of every table on the hot path.
 *
 * <p>The name is held in wire form, uncompressed, with the root label at its end: in lower case, as
 * it is compared, and with the letters that it was asked in. Its hash is the first half of that of
 * {@link WireName}, computed when first needed.
 *
 * <p>Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4.1.2">RFC 1035, section 4.1.2</a>
 */
public final class Question {
  private final byte[] name;

  /** The same array where all letters are lower-case. */
  private final byte[] asked;

  /** 0 until it is needed; whoever computes it computes the same. */
  private int hash;

  private final short type;
  private final short dclass;

  /** Takes over the name, whole, lower-cased and as it was asked; neither may ever change again. */
  Question(byte[] name, byte[] asked, int type, int dclass) {
    this.name = name;
    this.asked = asked;
    this.type = (short) type;
    this.dclass = (short) dclass;
  }

  /**
   * The question for {@code name}, an absolute name in any case.
   *
   * @throws IllegalArgumentException if the name is relative
   */
  public static Question of(Name name, int type, int dclass) {
    byte[] asked = WireName.wire(name);
    byte[] lowerCased = WireName.lowerCased(name);
    return new Question(
        lowerCased, Arrays.equals(asked, lowerCased) ? lowerCased : asked, type, dclass);
  }

  /** The name as dnsjava's type, in lower case; made at each call. */
  public Name name() {
    return WireName.toName(name);
  }

  /** The name with the letters that it was asked in; made at each call. */
  public Name askedName() {
    return WireName.toName(asked);
  }

  /** The type, 0 to 65535. */
  public int type() {
    return type & 0xffff;
  }

  /** The class, 0 to 65535. */
  public int dclass() {
    return dclass & 0xffff;
  }

  /** How many bytes the name takes in wire form, its root label included: 1 to 255. */
  public int nameLength() {
    return name.length;
  }

  /** Byte {@code index} of the name in wire form. */
  public byte nameByte(int index) {
    return name[index];
  }

  /** Hash of the name alone, the same for all types and classes. */
  public int nameHash() {
    int known = hash;
    if (known == 0) {
      known = (int) (WireName.hash(name) >>> 32);
      hash = known;
    }
    return known;
  }

  /** Whether this name is {@code zone}, a lower-cased name in wire form, or lies below it. */
  public boolean isIn(byte[] zone) {
    return WireName.suffixOffset(name, zone) >= 0;
  }

  /** The same name with another type. */
  public Question withType(int newType) {
    return new Question(name, asked, newType, dclass);
  }

  /** The same name with another class. */
  public Question withClass(int newClass) {
    return new Question(name, asked, type, newClass);
  }

  /** The same question in lower case, which is the one to keep. */
  public Question lowerCased() {
    return Arrays.equals(asked, name) ? this : new Question(name, name, type, dclass);
  }

  /** The name's own bytes, lower-cased, for this package and to be read only. */
  byte[] wire() {
    return name;
  }

  /**
   * Writes this question behind the header of a message, with the letters that it was asked in;
   * returns the offset behind it.
   */
  int writeAsked(byte[] message) {
    return write(asked, message);
  }

  /** The same in lower case. */
  int writeLowerCased(byte[] message) {
    return write(name, message);
  }

  private int write(byte[] letters, byte[] message) {
    System.arraycopy(letters, 0, message, HEADER, letters.length);
    int end = HEADER + letters.length;
    put16(message, end, type);
    put16(message, end + 2, dclass);
    return end + QUESTION_FIXED;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Question that
        && type == that.type
        && dclass == that.dclass
        && Arrays.equals(name, that.name);
  }

  @Override
  public int hashCode() {
    return (nameHash() * 31 + type) * 31 + dclass;
  }

  @Override
  public String toString() {
    return name() + " " + DClass.string(dclass()) + " " + Type.string(type());
  }
}

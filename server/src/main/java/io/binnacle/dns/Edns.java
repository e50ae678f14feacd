// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.Octets.put16;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Type;

/**
 * What the OPT record of a query says.
 *
 * <p>Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6891#section-6.1">RFC 6891, section 6.1</a>
 */
public final class Edns {
  /** The DNSSEC OK bit among the {@link #flags()}. */
  public static final int DO = 0x8000;

  /** The largest UDP response that this server sends, and announces that it can receive. */
  public static final int UDP_SIZE = 1232;

  /** Code and length of an option. */
  static final int OPTION_FIXED = 4;

  /** The length of an OPT record without options. */
  static final int RECORD_LENGTH = 1 + Octets.RECORD_FIXED;

  static final byte[] NO_OPTIONS = {};
  private static final Edns COMMON = new Edns(UDP_SIZE, 0, 0, NO_OPTIONS, List.of());
  private static final Edns COMMON_DO = new Edns(UDP_SIZE, 0, DO, NO_OPTIONS, List.of());

  private final short udpSize;
  private final byte version;
  private final short flags;
  private final byte[] options;

  /** Those of the options that plugins have set. */
  private final List<EdnsOption> passedOn;

  private Edns(int udpSize, int version, int flags, byte[] options, List<EdnsOption> passedOn) {
    this.udpSize = (short) udpSize;
    this.version = (byte) version;
    this.flags = (short) flags;
    this.options = options;
    this.passedOn = passedOn;
  }

  /** An OPT record with these fields; takes over {@code options}, its RDATA. */
  public static Edns of(int udpSize, int version, int flags, byte[] options) {
    if (udpSize == UDP_SIZE && version == 0 && options.length == 0) {
      if (flags == 0) {
        return COMMON;
      }
      if (flags == DO) {
        return COMMON_DO;
      }
    }
    return new Edns(udpSize, version, flags, options.length == 0 ? NO_OPTIONS : options, List.of());
  }

  /** An OPT record of our own for an upstream, with these options. */
  public static Edns ours(boolean isDnssecOk, List<EdnsOption> options) {
    Edns edns = isDnssecOk ? COMMON_DO : COMMON;
    return options.isEmpty()
        ? edns
        : new Edns(UDP_SIZE, 0, edns.flags(), join(NO_OPTIONS, options), List.copyOf(options));
  }

  /** Whether {@code octets} from {@code from} to {@code to} are options, each whole. */
  static boolean areOptions(byte[] octets, int from, int to) {
    int at = from;
    while (at + OPTION_FIXED <= to) {
      at += OPTION_FIXED + Octets.u16(octets, at + 2);
    }
    return at == to;
  }

  /**
   * Writes an OPT record of version 0 that announces {@link #UDP_SIZE}; returns the offset behind
   * it.
   */
  static int write(byte[] message, int at, int rcode, int flags, byte[] options) {
    message[at] = 0;
    put16(message, at + 1, Type.OPT);
    put16(message, at + 3, UDP_SIZE);
    put16(message, at + 5, rcode >> 4 << 8); // the upper eight bits of the rcode, then the version
    put16(message, at + 7, flags);
    put16(message, at + 9, options.length);
    System.arraycopy(options, 0, message, at + RECORD_LENGTH, options.length);
    return at + RECORD_LENGTH + options.length;
  }

  /** Whether there is an option of this kind. */
  public boolean has(int code) {
    int next;
    for (int at = 0; at < options.length; at = next) {
      next = optionEnd(at);
      if (Octets.u16(options, at) == code) {
        return true;
      }
    }
    return false;
  }

  /** The same with this option instead of all others of its kind, to be passed on to upstreams. */
  public Edns with(EdnsOption option) {
    Edns others = without(option.code());
    List<EdnsOption> set = new ArrayList<>(others.passedOn);
    set.add(option);
    return new Edns(
        udpSize(), version(), flags(), join(others.options, List.of(option)), List.copyOf(set));
  }

  /** The same without options of this kind; this itself if it has none. */
  public Edns without(int code) {
    if (!has(code)) {
      return this;
    }
    byte[] kept = new byte[options.length];
    int length = 0;
    int next;
    for (int at = 0; at < options.length; at = next) {
      next = optionEnd(at);
      if (Octets.u16(options, at) != code) {
        System.arraycopy(options, at, kept, length, next - at);
        length += next - at;
      }
    }
    return new Edns(
        udpSize(),
        version(),
        flags(),
        length == 0 ? NO_OPTIONS : Arrays.copyOf(kept, length),
        passedOn.stream().filter(option -> option.code() != code).toList());
  }

  private int optionEnd(int at) {
    return at + OPTION_FIXED + Octets.u16(options, at + 2);
  }

  /** Options in wire form, and these behind them. */
  static byte[] join(byte[] first, List<EdnsOption> rest) {
    if (rest.isEmpty()) {
      return first;
    }
    int length = first.length + rest.stream().mapToInt(EdnsOption::length).sum();
    byte[] joined = Arrays.copyOf(first, length);
    int at = first.length;
    for (EdnsOption option : rest) {
      at = option.write(joined, at);
    }
    return joined;
  }

  /** Whether this has these fields, and no options. */
  boolean isPlain(int itsUdpSize, int itsVersion, int itsFlags) {
    return udpSize() == itsUdpSize
        && version() == itsVersion
        && flags() == itsFlags
        && options.length == 0;
  }

  /** The largest UDP payload that the sender can take, in bytes, as it said: 0 to 65535. */
  public int udpSize() {
    return udpSize & 0xffff;
  }

  /** The version, 0 to 255; only 0 exists. */
  public int version() {
    return version & 0xff;
  }

  /** The 16 flag bits, {@link #DO} among them. */
  public int flags() {
    return flags & 0xffff;
  }

  /** Whether the sender wants DNSSEC records. */
  public boolean isDnssecOk() {
    return (flags & DO) != 0;
  }

  /** All options in wire form, a copy. */
  public byte[] options() {
    return options.length == 0 ? options : Arrays.copyOf(options, options.length);
  }

  /** The options that plugins have set, for upstreams; a client's own are for this server only. */
  public List<EdnsOption> passedOn() {
    return passedOn;
  }

  /** Whether upstreams are told something about the client: their answer is for nobody else. */
  public boolean tellsOfClient() {
    return !passedOn.isEmpty() && passedOn.stream().anyMatch(EdnsOption::isAboutClient);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Messages as the system calls take them: where each lies, who sent it or is to get it, and the
 * address of ours that it came to or is to come from.
 *
 * <p>Addresses are read as two longs, those of IPv4 mapped into IPv6 (RFC 4291, section 2.5.5.2).
 *
 * <p><i>Confined to one event loop.</i>
 */
final class MessageVector {
  /*
   * struct mmsghdr of 64-bit Linux, and what it points to, one of each for each message:
   *
   *   mmsghdr   0 name ──────▶ sockaddr_in    0 family  2 port  4 address
   *             8 name length  sockaddr_in6   0 family  2 port  4 flow  8 address  24 scope
   *            16 vector ────▶ iovec          0 base    8 length
   *            24 vector count
   *            32 control ───▶ cmsghdr        0 length  8 level  12 type  16 data:
   *            40 control length    in_pktinfo      0 interface  4 address of ours  8 as in the header
   *            48 flags             in6_pktinfo     0 address of ours  16 interface
   *            56 message length
   */
  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTOR_COUNT = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int LENGTH = 56;

  private static final int HEADER_SIZE = 64;
  private static final int VECTOR_SIZE = 16;
  private static final int NAME_SIZE = 32;
  private static final int CONTROL_SIZE = 64;

  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;
  private static final int PORT = 2;
  private static final int ADDRESS_4 = 4;
  private static final int ADDRESS_6 = 8;
  private static final int SCOPE = 24;
  private static final int SOCKADDR_IN = 16;
  private static final int SOCKADDR_IN6 = 28;

  private static final int LEVEL = 8;
  private static final int TYPE = 12;
  private static final int DATA = 16;
  private static final int SOL_IP = 0;
  private static final int IP_PKTINFO = 8;
  private static final int IN_PKTINFO = 12;
  private static final int INTERFACE_4 = DATA;
  private static final int OURS_4 = DATA + 4;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_PKTINFO = 50;
  private static final int IN6_PKTINFO = 20;
  private static final int OURS_6 = DATA;
  private static final int INTERFACE_6 = DATA + 16;

  private static final ValueLayout.OfShort NET_SHORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt NET_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong NET_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final long MAPPED_PREFIX = 0xffff;
  private static final long MAPPED = MAPPED_PREFIX << Integer.SIZE;
  private static final long LINK_LOCAL = 0xfe80L << 48;
  private static final long LINK_LOCAL_MASK = 0xffc0L << 48;

  private final boolean isIpv6;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment names;
  private final MemorySegment controls;

  /**
   * A vector of messages that have no place yet.
   *
   * @param isIpv6 the family of the socket: one of IPv6 has all addresses in that form
   */
  MessageVector(int count, boolean isIpv6) {
    Arena arena = Arena.ofAuto();
    this.isIpv6 = isIpv6;
    headers = arena.allocate((long) count * HEADER_SIZE, Long.BYTES);
    vectors = arena.allocate((long) count * VECTOR_SIZE, Long.BYTES);
    names = arena.allocate((long) count * NAME_SIZE, Long.BYTES);
    controls = arena.allocate((long) count * CONTROL_SIZE, Long.BYTES);
    for (int i = 0; i < count; i++) {
      long header = (long) i * HEADER_SIZE;
      headers.set(ADDRESS, header + NAME, names.asSlice((long) i * NAME_SIZE));
      headers.set(ADDRESS, header + VECTOR, vectors.asSlice((long) i * VECTOR_SIZE));
      headers.set(JAVA_LONG, header + VECTOR_COUNT, 1);
      headers.set(ADDRESS, header + CONTROL, controls.asSlice((long) i * CONTROL_SIZE));
    }
  }

  /** The vector from this message on, for a system call. */
  MemorySegment from(int i) {
    return i == 0 ? headers : headers.asSlice((long) i * HEADER_SIZE);
  }

  /** Where a message lies, or is to lie. */
  void place(int i, MemorySegment memory, long offset, long length) {
    long vector = (long) i * VECTOR_SIZE;
    vectors.set(JAVA_LONG, vector, memory.address() + offset);
    vectors.set(JAVA_LONG, vector + Long.BYTES, length);
  }

  /** Makes room for what will be received with a message. */
  void clear(int i) {
    long header = (long) i * HEADER_SIZE;
    headers.set(JAVA_INT, header + NAME_LENGTH, NAME_SIZE);
    headers.set(JAVA_LONG, header + CONTROL_LENGTH, CONTROL_SIZE);
  }

  /** The length of a received message. */
  int length(int i) {
    return headers.get(JAVA_INT, (long) i * HEADER_SIZE + LENGTH);
  }

  int senderPort(int i) {
    return names.get(NET_SHORT, (long) i * NAME_SIZE + PORT) & 0xffff;
  }

  long senderHigh(int i) {
    return isIpv6 ? names.get(NET_LONG, (long) i * NAME_SIZE + ADDRESS_6) : 0;
  }

  long senderLow(int i) {
    long name = (long) i * NAME_SIZE;
    return isIpv6
        ? names.get(NET_LONG, name + ADDRESS_6 + Long.BYTES)
        : mapped(names.get(NET_INT, name + ADDRESS_4));
  }

  /**
   * The interface that the sender's address belongs to, for addresses that several may have; else
   * 0.
   */
  int senderScope(int i) {
    return isIpv6 ? names.get(JAVA_INT, (long) i * NAME_SIZE + SCOPE) : 0;
  }

  /** Whether it is known which address of ours a message came to. */
  boolean hasLocal(int i) {
    long control = (long) i * CONTROL_SIZE;
    return headers.get(JAVA_LONG, (long) i * HEADER_SIZE + CONTROL_LENGTH) > 0
        && controls.get(JAVA_INT, control + TYPE) == (isIpv6 ? IPV6_PKTINFO : IP_PKTINFO)
        && controls.get(JAVA_INT, control + LEVEL) == (isIpv6 ? SOL_IPV6 : SOL_IP);
  }

  long localHigh(int i) {
    return isIpv6 ? controls.get(NET_LONG, (long) i * CONTROL_SIZE + OURS_6) : 0;
  }

  long localLow(int i) {
    long control = (long) i * CONTROL_SIZE;
    return isIpv6
        ? controls.get(NET_LONG, control + OURS_6 + Long.BYTES)
        : mapped(controls.get(NET_INT, control + OURS_4));
  }

  /** The interface that our address belongs to, for addresses that several may have; else 0. */
  int localScope(int i) {
    // RFC 4291, 2.5.6
    return (localHigh(i) & LINK_LOCAL_MASK) == LINK_LOCAL
        ? controls.get(JAVA_INT, (long) i * CONTROL_SIZE + INTERFACE_6)
        : 0;
  }

  /**
   * The addresses of a received message's sender and of ours that it came to, if they are of IPv4;
   * else 0.
   */
  long ipv4Pair(int i) {
    return hasLocal(i) && senderHigh(i) == 0 && senderLow(i) >>> Integer.SIZE == MAPPED_PREFIX
        ? (senderLow(i) << Integer.SIZE) | (localLow(i) & 0xffff_ffffL)
        : 0;
  }

  /**
   * A message goes back to the sender of a received one, whose vector is to stay as it is until
   * this one is sent.
   *
   * @param isNamed whether it says that it comes from the address that the other came to; if not,
   *     the system chooses one
   */
  void reply(int i, MessageVector received, int to, boolean isNamed) {
    long header = (long) i * HEADER_SIZE;
    headers.set(JAVA_LONG, header + NAME, received.names.address() + (long) to * NAME_SIZE);
    headers.set(JAVA_INT, header + NAME_LENGTH, isIpv6 ? SOCKADDR_IN6 : SOCKADDR_IN);
    if (isNamed && received.hasLocal(to)) {
      long control = (long) to * CONTROL_SIZE;
      received.leaveInterface(control, isIpv6 ? received.localScope(to) : 0);
      headers.set(JAVA_LONG, header + CONTROL, received.controls.address() + control);
      controlLength(i, DATA + (isIpv6 ? IN6_PKTINFO : IN_PKTINFO));
    } else {
      controlLength(i, 0);
    }
  }

  /** Who is to get a message. */
  void address(int i, InetSocketAddress receiver) {
    long name = (long) i * NAME_SIZE;
    headers.set(JAVA_LONG, (long) i * HEADER_SIZE + NAME, names.address() + name);
    names.set(NET_SHORT, name + PORT, (short) receiver.getPort());
    if (isIpv6) {
      names.set(JAVA_SHORT, name, AF_INET6);
      put(names, name + ADDRESS_6, receiver.getAddress());
      names.set(JAVA_INT, name + SCOPE, scope(receiver.getAddress()));
      headers.set(JAVA_INT, (long) i * HEADER_SIZE + NAME_LENGTH, SOCKADDR_IN6);
    } else {
      names.set(JAVA_SHORT, name, AF_INET);
      names.set(NET_INT, name + ADDRESS_4, ipv4(receiver.getAddress()));
      headers.set(JAVA_INT, (long) i * HEADER_SIZE + NAME_LENGTH, SOCKADDR_IN);
    }
  }

  /** The address of ours that a message is to come from. */
  void source(int i, InetAddress ours) {
    long control = (long) i * CONTROL_SIZE;
    headers.set(JAVA_LONG, (long) i * HEADER_SIZE + CONTROL, controls.address() + control);
    leaveInterface(control, scope(ours));
    if (isIpv6) {
      controls.set(JAVA_LONG, control, DATA + IN6_PKTINFO);
      controls.set(JAVA_INT, control + LEVEL, SOL_IPV6);
      controls.set(JAVA_INT, control + TYPE, IPV6_PKTINFO);
      put(controls, control + OURS_6, ours);
      controlLength(i, DATA + IN6_PKTINFO);
    } else {
      controls.set(JAVA_LONG, control, DATA + IN_PKTINFO);
      controls.set(JAVA_INT, control + LEVEL, SOL_IP);
      controls.set(JAVA_INT, control + TYPE, IP_PKTINFO);
      controls.set(NET_INT, control + OURS_4, ipv4(ours));
      controlLength(i, DATA + IN_PKTINFO);
    }
  }

  /** An address of this form, as the JDK has it. */
  static InetAddress address(long high, long low, int scope) {
    byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    try {
      return scope == 0
          ? InetAddress.getByAddress(bytes)
          : Inet6Address.getByAddress(null, bytes, scope);
    } catch (UnknownHostException e) {
      throw new AssertionError("16 bytes are an address", e);
    }
  }

  /** The interface is left to routing, but for addresses that several may have. */
  private void leaveInterface(long control, int scope) {
    controls.set(JAVA_INT, control + (isIpv6 ? INTERFACE_6 : INTERFACE_4), scope);
  }

  /** To the byte: the kernel has room for 36 on its stack, and takes memory for more. */
  private void controlLength(int i, int length) {
    headers.set(JAVA_LONG, (long) i * HEADER_SIZE + CONTROL_LENGTH, length);
  }

  private static long mapped(int ipv4) {
    return MAPPED | (ipv4 & 0xffff_ffffL);
  }

  private static void put(MemorySegment memory, long offset, InetAddress address) {
    if (address instanceof Inet6Address ipv6) {
      MemorySegment.copy(ipv6.getAddress(), 0, memory, JAVA_BYTE, offset, 2 * Long.BYTES);
    } else {
      memory.set(NET_LONG, offset, 0);
      memory.set(NET_LONG, offset + Long.BYTES, mapped(ipv4(address)));
    }
  }

  /** The address as a number; a copy of its bytes that goes no further than this is never made. */
  private static int ipv4(InetAddress address) {
    byte[] bytes = ((Inet4Address) address).getAddress();
    return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
  }

  private static int scope(InetAddress address) {
    return address instanceof Inet6Address ipv6 ? ipv6.getScopeId() : 0;
  }
}

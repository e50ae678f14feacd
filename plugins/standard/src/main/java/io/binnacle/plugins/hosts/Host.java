// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import io.binnacle.dns.CompiledResponse;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.WireResponse;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * What a name stands for: addresses or, if it is an address's reverse name, names; nothing, if it
 * only has others below it. Responses are compiled when they are first asked for.
 *
 * <p><i>Safe for use by many threads</i> once all is added: a race compiles a response twice.
 */
final class Host {
  static final int AUTHORITATIVE = 0x8000 >>> Flags.AA;

  /** No message holds more names of an address: a PTR record has 15 bytes at least. */
  private static final int MOST_NAMES = 0xffff / 15;

  private final int ttlSeconds;
  private final boolean isShared;
  private List<InetAddress> ipv4 = List.of();
  private List<InetAddress> ipv6 = List.of();
  private List<byte[]> names = List.of();

  /** For A, AAAA, PTR; null where nobody has asked yet, or there is nothing. */
  private final @Nullable WireResponse[] compiled = new WireResponse[3];

  /**
   * A host without records.
   *
   * @param isShared whether it stands for more than one name, so that its responses differ
   */
  Host(int ttlSeconds, boolean isShared) {
    this.ttlSeconds = ttlSeconds;
    this.isShared = isShared;
  }

  /** Adds an address; returns whether it is new. */
  boolean add(InetAddress address) {
    boolean isIpv4 = address instanceof Inet4Address;
    List<InetAddress> known = isIpv4 ? ipv4 : ipv6;
    if (known.contains(address)) {
      return false;
    }
    if (isIpv4) {
      ipv4 = with(known, address);
    } else {
      ipv6 = with(known, address);
    }
    return true;
  }

  /** Adds a name, in wire form; returns whether it is new. */
  boolean add(byte[] name) {
    if (names.size() == MOST_NAMES || names.stream().anyMatch(it -> Arrays.equals(it, name))) {
      return false;
    }
    names = with(names, name);
    return true;
  }

  /** Most lists have one element, and shall take no more room than that needs. */
  private static <T> List<T> with(List<T> list, T more) {
    if (list.isEmpty()) {
      return List.of(more);
    }
    List<T> longer = list.size() == 1 ? new ArrayList<>(list) : list;
    longer.add(more);
    return longer;
  }

  /** How many records it has. */
  int size() {
    return ipv4.size() + ipv6.size() + names.size();
  }

  /** The answer to a question for a name of this host; null if there is no such record. */
  @Nullable WireResponse answer(Question question) {
    int place =
        switch (question.type()) {
          case Type.A -> 0;
          case Type.AAAA -> 1;
          case Type.PTR -> 2;
          default -> compiled.length;
        };
    if (place == compiled.length) {
      return null;
    }
    WireResponse known = compiled[place];
    if (known != null) {
      return known;
    }
    WireResponse made = compile(question);
    if (!isShared) {
      compiled[place] = made;
    }
    return made;
  }

  private @Nullable WireResponse compile(Question question) {
    ResponseBuilder builder = ResponseBuilder.of(question);
    switch (question.type()) {
      case Type.A -> ipv4.forEach(address -> add(builder, address));
      case Type.AAAA -> ipv6.forEach(address -> add(builder, address));
      case Type.PTR -> names.forEach(name -> builder.ptr(ttlSeconds, name));
      default -> {}
    }
    CompiledResponse sections = builder.build();
    return sections.answerCount() == 0
        ? null
        : WireResponse.of(sections, Rcode.NOERROR, AUTHORITATIVE).live();
  }

  private void add(ResponseBuilder builder, InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    if (address instanceof Inet4Address) {
      builder.a(ttlSeconds, bytes.getInt());
    } else {
      builder.aaaa(ttlSeconds, bytes.getLong(), bytes.getLong());
    }
  }
}

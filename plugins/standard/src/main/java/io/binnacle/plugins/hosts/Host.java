// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import io.binnacle.dns.CompiledResponse;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.dns.WireName;
import io.binnacle.plugin.WireResponse;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * What a name stands for: addresses or, if it is an address's reverse name, names. Responses are
 * compiled when they are first asked for.
 *
 * <p><i>Safe for use by many threads</i>: a race compiles a response twice.
 */
final class Host {
  static final int AUTHORITATIVE = 0x8000 >>> Flags.AA;

  /** What a name stands for that only has others below it. */
  static final Host NONE = new Host(List.of(), List.of(), 0, false);

  private final List<InetAddress> ipv4;
  private final List<InetAddress> ipv6;
  private final List<byte[]> names;
  private final int ttlSeconds;
  private final boolean isShared;

  /** For A, AAAA, PTR; null where nobody has asked yet, or there is nothing. */
  private final @Nullable WireResponse[] compiled = new WireResponse[3];

  /**
   * A host.
   *
   * @param isShared whether it stands for more than one name, so that its responses differ
   */
  Host(
      Collection<InetAddress> addresses, Collection<Name> names, int ttlSeconds, boolean isShared) {
    this.ipv4 = addresses.stream().filter(address -> address instanceof Inet4Address).toList();
    this.ipv6 = addresses.stream().filter(address -> !(address instanceof Inet4Address)).toList();
    this.names = names.stream().map(WireName::lowerCased).toList();
    this.ttlSeconds = ttlSeconds;
    this.isShared = isShared;
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

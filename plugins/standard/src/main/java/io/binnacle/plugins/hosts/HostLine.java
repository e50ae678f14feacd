// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * A line of a hosts file: an address and its names.
 *
 * <p><i>Immutable.</i>
 *
 * @param names in their order; at least one
 */
record HostLine(InetAddress address, List<Name> names) {
  HostLine {
    names = List.copyOf(names);
  }

  /** What a line says that is not blank; nothing if it is not such a line. */
  static Optional<HostLine> parse(String line) {
    String[] words = line.strip().split("\\s+");
    InetAddress address = address(words[0]);
    if (address == null || words.length == 1) {
      return Optional.empty();
    }
    try {
      List<Name> names = Arrays.stream(words).skip(1).map(HostLine::name).toList();
      return Optional.of(new HostLine(address, names));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The address that a word is, without its scope, which means nothing to others; or null. */
  static @Nullable InetAddress address(String word) {
    int scope = word.indexOf('%');
    String address = scope < 0 ? word : word.substring(0, scope);
    return address.startsWith("[") ? null : NetUtil.createInetAddressFromIpAddressString(address);
  }

  static Name name(String word) {
    try {
      return Name.fromString(word, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

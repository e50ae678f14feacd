// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Where a zone is served: {@code [scheme://]zone-or-prefix[:port]}, as in the keys of server blocks
 * and in the zone arguments of plugins, which ignore all but the zones.
 *
 * <p><i>Immutable.</i>
 *
 * @param zones more than one if an address prefix does not end where labels do
 * @param port empty if none is written
 */
record ZoneAddress(Scheme scheme, List<Name> zones, OptionalInt port) {
  private static final Pattern PREFIX = Pattern.compile("(.*)/([0-9]{1,3})");

  /** Characters of a name whose octets are all written as {@code \ddd}. */
  private static final int LONGEST = 255 * 4;

  private static final Pattern NOT_IN_ZONES = Pattern.compile("[^!-~]|[,:(){}]");

  /** Reads a word. */
  static ZoneAddress parse(Token word) throws CorefileException {
    String text = word.text();
    int slashes = text.indexOf("://");
    Scheme scheme = slashes < 0 ? Scheme.DNS : scheme(word, text.substring(0, slashes));
    String rest = slashes < 0 ? text : text.substring(slashes + "://".length());
    int colon = rest.lastIndexOf(':');
    if (colon < 0 || rest.indexOf('/', colon) > 0 || Ip.parse(rest).isPresent()) {
      return new ZoneAddress(scheme, zones(word, rest), OptionalInt.empty());
    }
    int port = port(word, rest.substring(colon + 1));
    return new ZoneAddress(scheme, zones(word, rest.substring(0, colon)), OptionalInt.of(port));
  }

  private static Scheme scheme(Token word, String scheme) throws CorefileException {
    return Scheme.of(scheme)
        .orElseThrow(
            () -> {
              String hint = DidYouMean.hint(scheme, Scheme.words());
              return wrong(word, "unknown scheme " + Token.quote(scheme) + hint);
            });
  }

  private static int port(Token word, String digits) throws CorefileException {
    if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) > 0xffff) {
      throw wrong(word, "expected a port from 0 to 65535, found " + Token.quote(digits));
    }
    return Integer.parseInt(digits);
  }

  private static List<Name> zones(Token word, String text) throws CorefileException {
    Matcher prefix = PREFIX.matcher(text);
    Optional<InetAddress> address = prefix.matches() ? Ip.parse(prefix.group(1)) : Optional.empty();
    return address.isPresent()
        ? zones(word, address.get(), Integer.parseInt(prefix.group(2)))
        : List.of(zone(word, text));
  }

  private static List<Name> zones(Token word, InetAddress address, int length)
      throws CorefileException {
    int bits = address.getAddress().length * 8;
    if (length > bits) {
      throw wrong(word, "expected a prefix length from 0 to " + bits + ", found '" + length + "'");
    }
    // RFC 4291, 2.4 and 2.5: what lies there is no unicast address, or one of IPv4
    if (address instanceof Inet6Address && address.getAddress()[0] == 0) {
      throw wrong(word, "expected an IPv6 prefix outside ::/8, found " + word);
    }
    return ReverseZones.of(address, length);
  }

  private static Name zone(Token word, String text) throws CorefileException {
    if (Ip.parse(text).orElse(null) instanceof Inet6Address) {
      throw wrong(
          word, "expected a zone, found the address " + word + ", a zone is '" + text + "/128'");
    }
    try {
      if (!text.isEmpty() && text.length() <= LONGEST && !NOT_IN_ZONES.matcher(text).find()) {
        return Name.fromString(text, Name.root).canonicalize();
      }
    } catch (TextParseException _) {
      // as for any other text that is no zone
    }
    throw wrong(word, "expected a zone, found " + Token.quote(text));
  }

  private static CorefileException wrong(Token word, String message) {
    return new CorefileException(word.position(), message);
  }
}

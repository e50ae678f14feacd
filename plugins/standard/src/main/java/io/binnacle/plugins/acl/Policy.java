// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.acl;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugins.net.AddressSet;
import io.binnacle.plugins.net.Subnet;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.xbill.DNS.Type;

/**
 * A line of {@code acl}: what becomes of queries for some types from some addresses.
 *
 * <p><i>Immutable.</i>
 *
 * @param types the types of the queries; none means all
 * @param sources the addresses of the clients
 */
record Policy(Action action, Set<Integer> types, AddressSet sources) {
  private static final String TYPE = "type";
  private static final String NET = "net";
  private static final List<String> SECTIONS = List.of(TYPE, NET);
  private static final String ALL = "*";
  private static final int ALL_TYPES = Integer.MIN_VALUE;
  private static final String SOURCE = "an address, a subnet such as 10.0.0.0/8, or *";

  private static final List<Subnet> EVERYBODY =
      Stream.of("0.0.0.0/0", "::/0").map(Subnet::parse).toList();

  Policy {
    types = Set.copyOf(types);
  }

  /** {@code ACTION [type QTYPE...] [net SOURCE...]}. */
  static Policy parse(Directive line) throws CorefileException {
    Action action = action(line);
    Set<Integer> types = new HashSet<>();
    List<Subnet> sources = new ArrayList<>();
    int next = 0;
    while (line.has(next)) {
      boolean isType = line.value(next, "'type' or 'net'", Policy::section).equals(TYPE);
      do {
        next++;
        if (isType) {
          types.add(line.value(next, "a type or *", Policy::type));
        } else {
          sources.addAll(line.value(next, SOURCE, Policy::sources));
        }
      } while (line.has(next + 1) && !SECTIONS.contains(lowerCase(line, next + 1)));
      next++;
    }
    return new Policy(
        action,
        types.contains(ALL_TYPES) ? Set.of() : types,
        AddressSet.of(sources.isEmpty() ? EVERYBODY : sources));
  }

  private static Action action(Directive line) throws CorefileException {
    try {
      return Action.of(line.name());
    } catch (IllegalArgumentException _) {
      throw line.unknown(Action.words().toArray(String[]::new));
    }
  }

  private static String lowerCase(Directive line, int index) {
    return line.arguments().get(index).text().toLowerCase(Locale.ROOT);
  }

  private static String section(String word) {
    String section = word.toLowerCase(Locale.ROOT);
    if (!SECTIONS.contains(section)) {
      throw new IllegalArgumentException("neither: " + word);
    }
    return section;
  }

  private static int type(String word) {
    int type = word.equals(ALL) ? ALL_TYPES : Type.value(word);
    if (type < 0 && type != ALL_TYPES) {
      throw new IllegalArgumentException("no such type: " + word);
    }
    return type;
  }

  private static List<Subnet> sources(String word) {
    return word.equals(ALL) ? EVERYBODY : List.of(Subnet.parseAny(word));
  }

  /** Whether it is about queries like this. */
  boolean matches(int type, InetAddress client) {
    return (types.isEmpty() || types.contains(type)) && sources.contains(client);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * How often an address of a name is to come first: as often as its share of the weights.
 *
 * <pre>{@code
 * # a comment
 * www.example.org
 * 192.0.2.1 3
 * 192.0.2.2 1
 * }</pre>
 *
 * <p><i>Immutable.</i>
 *
 * @param byName the weights of addresses, by the name that they are of
 */
record Weights(Map<Name, Map<InetAddress, Integer>> byName) {
  /** All addresses weigh the same. */
  static final Weights NONE = new Weights(Map.of());

  private static final int HEAVIEST = 255;

  /** The weight of an address of a name; 1 if none is given. */
  int of(Name name, InetAddress address) {
    return byName.getOrDefault(name, Map.of()).getOrDefault(address, 1);
  }

  /**
   * The weights in the lines of a file.
   *
   * @throws IllegalArgumentException naming the first line that is wrong
   */
  static Weights parse(List<String> lines) {
    Map<Name, Map<InetAddress, Integer>> byName = new HashMap<>();
    @Nullable Map<InetAddress, Integer> current = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] words = line.split("\\s+", -1);
        if (words.length == 1) {
          current = byName.computeIfAbsent(name(words[0], i), absent -> new HashMap<>());
        } else if (words.length == 2 && current != null) {
          current.put(address(words[0], i), weight(words[1], i));
        } else {
          throw wrong(i, "a name, or below it an address and its weight", line);
        }
      }
    }
    return new Weights(byName);
  }

  private static Name name(String word, int line) {
    try {
      return Name.fromString(word, Name.root);
    } catch (TextParseException _) {
      throw wrong(line, "a name", word);
    }
  }

  private static InetAddress address(String word, int line) {
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(word);
    if (address == null) {
      throw wrong(line, "an address", word);
    }
    return address;
  }

  private static int weight(String word, int line) {
    try {
      int weight = Integer.parseInt(word);
      if (weight >= 1 && weight <= HEAVIEST) {
        return weight;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw wrong(line, "a weight from 1 to " + HEAVIEST, word);
  }

  private static IllegalArgumentException wrong(int line, String expected, String found) {
    return new IllegalArgumentException(
        "line %d: expected %s, found '%s'".formatted(line + 1, expected, found));
  }
}

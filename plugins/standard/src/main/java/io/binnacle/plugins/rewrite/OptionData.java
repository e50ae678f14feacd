// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import static java.util.Map.entry;

import io.binnacle.plugin.Query;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is in an EDNS option.
 *
 * <p><i>Immutable.</i>
 */
@FunctionalInterface
interface OptionData {
  /** Nothing. */
  OptionData NONE = new Literal(new byte[0]);

  /** Words in braces, and what they stand for. */
  Map<String, OptionData> VARIABLES =
      Map.ofEntries(
          entry("{qname}", query -> text(query.name().toString())),
          entry("{qtype}", query -> number(query.type())),
          entry("{client_ip}", query -> query.client().address().getAddress().getAddress()),
          entry("{client_port}", query -> number(query.client().address().getPort())),
          entry("{server_ip}", query -> query.client().local().getAddress().getAddress()),
          entry("{server_port}", query -> number(query.client().local().getPort())),
          entry("{protocol}", query -> text(query.transport().protocol())));

  /** The data for this query, or null if there are none. */
  byte @Nullable [] of(Query query);

  /** Whether they tell something about the client, so that its answers are for nobody else. */
  default boolean isAboutClient() {
    return true;
  }

  /** Data that are always the same. */
  final class Literal implements OptionData {
    private final byte[] data;

    private Literal(byte[] data) {
      this.data = data;
    }

    @Override
    public byte[] of(Query query) {
      return data;
    }

    @Override
    public boolean isAboutClient() {
      return false;
    }
  }

  /**
   * Reads a variable, a label of metadata in braces, hexadecimal digits behind 0x, or a text.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  static OptionData parse(String word) {
    if (word.startsWith("{") && word.endsWith("}")) {
      OptionData variable = VARIABLES.get(word);
      return variable == null ? metadata(word.substring(1, word.length() - 1)) : variable;
    }
    return new Literal(
        word.startsWith("0x") ? HexFormat.of().parseHex(word.substring(2)) : text(word));
  }

  private static OptionData metadata(String label) {
    int slash = label.indexOf('/');
    if (slash < 1 || slash == label.length() - 1) {
      throw new IllegalArgumentException("neither a variable nor a label of metadata: " + label);
    }
    return query -> {
      String value = query.metadata(label);
      return value == null || value.isEmpty() ? null : text(value);
    };
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] number(int number) {
    return new byte[] {(byte) (number >> 8), (byte) number};
  }
}

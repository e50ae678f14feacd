// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * JSON with holes in it, such as {@code "name": "<service>"}, that is written many times with other
 * things in the holes. What is between them is copied: it costs as much as a server that has its
 * objects ready to be sent.
 *
 * <p><i>Immutable.</i>
 */
final class Template {
  private final List<byte[]> pieces;
  private final List<String> holes;

  /** What goes into the holes. */
  interface Filling {
    /** Writes what goes into this hole. */
    void put(String hole, JsonBuffer out);
  }

  private Template(List<byte[]> pieces, List<String> holes) {
    this.pieces = pieces;
    this.holes = holes;
  }

  /** The one that lies beside this class under this name. */
  static Template named(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name + ".template")) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return of(withoutSpaces(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Template of(String text) {
    List<byte[]> pieces = new ArrayList<>();
    List<String> holes = new ArrayList<>();
    int from = 0;
    for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', from)) {
      pieces.add(text.substring(from, open).getBytes(StandardCharsets.UTF_8));
      from = text.indexOf('>', open) + 1;
      holes.add(text.substring(open + 1, from - 1));
    }
    pieces.add(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return new Template(pieces, holes);
  }

  /** The API server sends none but those in texts. */
  private static String withoutSpaces(String json) {
    StringBuilder dense = new StringBuilder();
    boolean isText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"' && (i == 0 || json.charAt(i - 1) != '\\')) {
        isText = !isText;
      }
      if (isText || !Character.isWhitespace(c)) {
        dense.append(c);
      }
    }
    return dense.toString();
  }

  /** Writes it with this in its holes. */
  void write(JsonBuffer out, Filling filling) {
    for (int i = 0; i < holes.size(); i++) {
      out.writeBytes(pieces.get(i));
      filling.put(holes.get(i), out);
    }
    out.writeBytes(pieces.getLast());
  }
}

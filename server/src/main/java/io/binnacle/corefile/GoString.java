// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * Strings as Go writes them: {@code "a\tb"}.
 *
 * @see <a href="https://go.dev/ref/spec#String_literals">Go, String literals</a>
 */
public final class GoString {
  /** What may follow a backslash, and what it stands for there. */
  private static final String LETTERS = "abfnrtv\\\"'";

  private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"'";

  private GoString() {}

  /**
   * What the text between two quotes stands for.
   *
   * @throws IllegalArgumentException if there is a backslash without meaning
   */
  public static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      int backslash = text.indexOf('\\', at);
      int end = backslash < 0 ? text.length() : backslash;
      bytes.writeBytes(text.substring(at, end).getBytes(UTF_8));
      at = backslash < 0 ? end : unescape(text, backslash + 1, bytes);
    }
    return bytes.toString(UTF_8);
  }

  /** Writes what the escape behind a backslash stands for; returns the index behind it. */
  private static int unescape(String text, int at, ByteArrayOutputStream bytes) {
    char letter = at < text.length() ? text.charAt(at) : ' ';
    return switch (letter) {
      case 'x' -> writeByte(text, at + 1, at + 3, 16, bytes);
      case '0', '1', '2', '3' -> writeByte(text, at, at + 3, 8, bytes);
      case 'u' -> writeCharacter(text, at + 1, at + 5, bytes);
      case 'U' -> writeCharacter(text, at + 1, at + 9, bytes);
      default -> {
        int known = LETTERS.indexOf(letter);
        if (known < 0) {
          throw new IllegalArgumentException("unknown escape");
        }
        bytes.write(MEANINGS.charAt(known));
        yield at + 1;
      }
    };
  }

  private static int writeByte(
      String text, int from, int to, int radix, ByteArrayOutputStream bytes) {
    bytes.write(number(text, from, to, radix));
    return to;
  }

  private static int writeCharacter(String text, int from, int to, ByteArrayOutputStream bytes) {
    bytes.writeBytes(Character.toString(number(text, from, to, 16)).getBytes(UTF_8));
    return to;
  }

  private static int number(String text, int from, int to, int radix) {
    if (to > text.length() || text.charAt(from) == '+' || text.charAt(from) == '-') {
      throw new IllegalArgumentException("an escape is cut off");
    }
    int number = Integer.parseInt(text, from, to, radix);
    if (number > (to - from < 4 ? 0xff : Character.MAX_CODE_POINT)) {
      throw new IllegalArgumentException("no such character");
    }
    return number;
  }

  /** The text in double quotes, with escapes for what cannot be printed. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quote(c, quoted));
    return quoted.append('"').toString();
  }

  private static void quote(int c, StringBuilder quoted) {
    int known = MEANINGS.indexOf(c);
    if (known >= 0 && c != '\'') {
      quoted.append('\\').append(LETTERS.charAt(known));
    } else if (c < ' ' || c == 0x7f) {
      quoted.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
    } else if (isPrintable(c)) {
      quoted.appendCodePoint(c);
    } else if (c <= 0xffff) {
      quoted.append("\\u").append(HexFormat.of().toHexDigits((char) c));
    } else {
      quoted.append("\\U").append(HexFormat.of().toHexDigits(c));
    }
  }

  /** Letters, marks, numbers, punctuation and symbols; of white space only the blank. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}

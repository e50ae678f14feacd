// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import org.xbill.DNS.Name;

/**
 * Names as people read them, for logs: {@code example.org.} What would mislead a reader, a terminal
 * or another program is escaped, by a backslash or as a backslash and three decimal digits.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-5.1">RFC 1035, section 5.1</a>
 */
public final class NameText {
  private static final String ESCAPED = " '@;()\".\\";

  private NameText() {}

  /** The question's name, in lower case. */
  public static String of(Question question) {
    return of(question.wire());
  }

  /** The name, in lower case. */
  public static String of(Name name) {
    return of(WireName.lowerCased(name));
  }

  private static String of(byte[] name) {
    StringBuilder text = new StringBuilder(name.length);
    append(name, text);
    return text.toString();
  }

  /** Appends the question's name, in lower case. Allocates nothing. */
  public static void append(Question question, StringBuilder text) {
    append(question.wire(), text);
  }

  private static void append(byte[] name, StringBuilder text) {
    int label = 0;
    int length = name[0];
    if (length == 0) {
      text.append('.');
    }
    while (length > 0) {
      for (int i = label + 1; i <= label + length; i++) {
        append(name[i], text);
      }
      text.append('.');
      label += 1 + length;
      length = name[label];
    }
  }

  private static void append(byte b, StringBuilder text) {
    int octet = b & 0xff;
    if (octet < ' ' || octet > '~') {
      text.append('\\').append((char) ('0' + octet / 100));
      text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
    } else if (ESCAPED.indexOf(octet) >= 0) {
      text.append('\\').append((char) octet);
    } else {
      text.append((char) octet);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TTL;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Tokenizer.Token;
import org.xbill.DNS.Type;

/**
 * Records as zone files write them: {@code www.example.org. 60 IN A 192.0.2.1}. A text is exactly
 * one record, whatever a client has brought into it.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-5.1">RFC 1035, section 5.1</a>
 */
final class RecordText {
  private static final long USUAL_TTL = 3600;

  private RecordText() {}

  /** The record. Names without a final dot have one; without a TTL it is an hour, the class IN. */
  static Record parse(String text) throws TextParseException {
    try (Tokenizer tokens = new Tokenizer(ascii(text.strip()))) {
      return parse(tokens);
    } catch (IOException | IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new TextParseException(message.replaceFirst("^<none>:[0-9]+: ", ""), e);
    }
  }

  private static Record parse(Tokenizer tokens) throws IOException {
    Name owner = tokens.getName(Name.root);
    long ttl = -1;
    int dclass = -1;
    String word = tokens.getIdentifier();
    while (true) { // TTL and class may be missing, and in either order
      if (ttl < 0 && Character.isDigit(word.charAt(0))) {
        ttl = TTL.parseTTL(word);
      } else if (dclass < 0 && DClass.value(word) >= 0) {
        dclass = DClass.value(word);
      } else {
        break;
      }
      word = tokens.getIdentifier();
    }
    int type = Type.value(word);
    if (type < 0 || !Type.isRR(type)) {
      throw new TextParseException("expected the type of a record, found " + word);
    }
    Record record =
        Record.fromString(
            owner,
            type,
            dclass < 0 ? DClass.IN : dclass,
            ttl < 0 ? USUAL_TTL : ttl,
            tokens,
            Name.root);
    Token behind = tokens.get();
    if (behind.type() != Tokenizer.EOF) {
      throw new TextParseException("expected one record, found more behind it");
    }
    return record;
  }

  /** The same with each octet that is no ASCII written as {@code \ddd}. */
  private static String ascii(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    for (byte octet : text.getBytes(UTF_8)) {
      if (octet >= 0) {
        ascii.append((char) octet);
      } else {
        ascii.append('\\').append(octet & 0xff);
      }
    }
    return ascii.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import java.util.Locale;
import org.xbill.DNS.Type;

/**
 * {@code type FROM TO}: asks for another type.
 *
 * <p><i>Immutable.</i>
 */
record TypeRule(int from, int to) implements RewriteRule {
  static TypeRule parse(Words words) throws CorefileException {
    return new TypeRule(type(words), type(words));
  }

  private static int type(Words words) throws CorefileException {
    return words.value(
        "a record type",
        text -> {
          int type = Type.value(text.toUpperCase(Locale.ROOT));
          if (type < 0) {
            throw new IllegalArgumentException("no record type: " + text);
          }
          return type;
        });
  }

  @Override
  public boolean apply(Draft draft) {
    boolean fires = draft.query().type() == from;
    if (fires) {
      draft.become(draft.query().withType(to));
    }
    return fires;
  }
}

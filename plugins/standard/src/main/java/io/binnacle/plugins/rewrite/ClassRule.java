// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import java.util.Locale;
import org.xbill.DNS.DClass;

/**
 * {@code class FROM TO}: asks in another class.
 *
 * <p><i>Immutable.</i>
 */
record ClassRule(int from, int to) implements RewriteRule {
  static ClassRule parse(Words words) throws CorefileException {
    return new ClassRule(dclass(words), dclass(words));
  }

  private static int dclass(Words words) throws CorefileException {
    return words.value(
        "a class",
        text -> {
          int dclass = DClass.value(text.toUpperCase(Locale.ROOT));
          if (dclass < 0) {
            throw new IllegalArgumentException("no class: " + text);
          }
          return dclass;
        });
  }

  /** Whether it is about queries that few handlers get at all. */
  boolean isForChaos() {
    return from == DClass.CH;
  }

  @Override
  public boolean apply(Draft draft) {
    boolean fires = draft.query().dclass() == from;
    if (fires) {
      draft.become(draft.query().withClass(to));
    }
    return fires;
  }
}

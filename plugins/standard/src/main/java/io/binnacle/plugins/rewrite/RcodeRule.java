// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import java.util.Locale;
import org.xbill.DNS.Rcode;

/**
 * {@code rcode [MATCH] NAME FROM TO}: puts one response code in the place of another.
 *
 * <p><i>Immutable.</i>
 */
record RcodeRule(NameMatch names, int from, int to) implements ResponseRule {
  private static final int LAST = 23; // BADCOOKIE

  static RcodeRule parse(Words words) throws CorefileException {
    return new RcodeRule(NameMatch.parse(words.left() > 3, words), rcode(words), rcode(words));
  }

  private static int rcode(Words words) throws CorefileException {
    return words.value(
        "a response code",
        text -> {
          int rcode = Rcode.value(text.toUpperCase(Locale.ROOT));
          if (rcode < 0 || rcode > LAST) {
            throw new IllegalArgumentException("no response code: " + text);
          }
          return rcode;
        });
  }

  @Override
  public Response rewrite(Query query, Response response) {
    return response.rcode() == from ? response.compile(query.question()).withRcode(to) : response;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.chaos;

import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.WireResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Texts about the server, at names of class CH.
 *
 * <p><i>Immutable.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4892#section-2">RFC 4892, section 2</a>
 */
final class ChaosHandler implements Handler {
  private static final int TTL = 0;

  private final Map<Question, List<String>> texts;

  ChaosHandler(ChaosConfig config, String hostName) {
    texts =
        Map.of(
            question("version.bind."), List.of(config.version()),
            question("version.server."), List.of(config.version()),
            question("hostname.bind."), List.of(hostName),
            question("id.server."), List.of(hostName),
            question("authors.bind."), config.authors());
  }

  private static Question question(String name) {
    return Question.of(Name.fromConstantString(name), Type.TXT, DClass.CH);
  }

  @Override
  public Outcome handle(Query query) {
    List<String> found = texts.get(query.question());
    if (found == null) {
      return Next.NEXT;
    }
    List<String> shuffled = new ArrayList<>(found);
    Collections.shuffle(shuffled, ThreadLocalRandom.current());
    ResponseBuilder builder = ResponseBuilder.of(query.question());
    shuffled.forEach(text -> builder.txt(TTL, text));
    return WireResponse.of(builder.build(), Rcode.NOERROR, 0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class LogHandlerTest {
  private final Query query = Queries.udp("www.example.org", Type.A, new DefaultEventLoop());
  private final List<String> lines = new ArrayList<>();
  private long now; // a query of the tests comes at 0

  private LogHandler handler(String... rules) throws CorefileException {
    List<LogRule> parsed = new ArrayList<>();
    for (String rule : rules) {
      parsed.add(LogRule.parse(Directives.parse(rule)));
    }
    return new LogHandler(parsed, lines::add, () -> now);
  }

  private void run(LogHandler handler, Response response) {
    Next next = (Next) handler.handle(query);
    ResponseFilter filter = next.filter();
    if (filter != null) {
      now += 2_500_000;
      filter.filter(query, response);
    }
  }

  @Test
  void writesALineWhenTheResponseIsThere() throws Exception {
    run(handler("log . {name}:{rcode}:{duration}"), Response.error(Rcode.NXDOMAIN));

    assertThat(lines).containsExactly("www.example.org.:NXDOMAIN:0.0025s");
  }

  @Test
  void theFirstRuleThatHasTheNameDecidesAlone() throws Exception {
    var handler =
        handler("log example.net first{}", "log org second{} {\n class denial\n}", "log . third{}");

    run(handler, Response.error(Rcode.NXDOMAIN));
    run(handler, Response.error(Rcode.SERVFAIL));

    assertThat(lines).containsExactly("second{}");
  }

  @Test
  void leavesNoFilterWhereNoRuleHasTheName() throws Exception {
    assertThat(handler("log example.net").handle(query)).isSameAs(Next.NEXT);
  }
}

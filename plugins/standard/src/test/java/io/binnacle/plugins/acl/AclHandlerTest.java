// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Zones;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Route;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class AclHandlerTest {
  @Test
  void countsWhatBecomesOfQueriesByRoute() throws Exception {
    var metrics = new AclMetrics(new PrometheusRegistry());
    var rule =
        Rule.parse(
            Directives.parse("acl {\n block type A\n filter type TXT\n drop type MX\n}"),
            Zones.ROOT);
    var handler = new AclHandler(List.of(rule), metrics);
    Route route = new Route("dns://:53", "example.org.", "inside", 3);

    for (int type : new int[] {Type.A, Type.TXT, Type.TXT, Type.MX, Type.NS}) {
      Query query = Queries.udp("www.example.org", type, new DefaultEventLoop());
      handler.handle(query.on(route, 0));
    }

    String[] labels = {"dns://:53", "example.org.", "inside"};
    assertThat(metrics.blocked().labelValues(labels).get()).isEqualTo(1);
    assertThat(metrics.filtered().labelValues(labels).get()).isEqualTo(2);
    assertThat(metrics.dropped().labelValues(labels).get()).isEqualTo(1);
    assertThat(metrics.allowed().labelValues("dns://:53", "inside").get()).isEqualTo(1);
  }
}

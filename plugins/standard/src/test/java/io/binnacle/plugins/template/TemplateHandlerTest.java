// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class TemplateHandlerTest {
  private static final EventLoop LOOP = new DefaultEventLoop();
  private static final Chain NOBODY =
      query -> {
        throw new AssertionError("nothing is looked up");
      };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final TemplateMetrics metrics = new TemplateMetrics(registry);

  private TemplateHandler handler(String text) throws CorefileException {
    Rule rule = RuleReader.read(Directives.parse(text), Zones.ROOT, _ -> {});
    return new TemplateHandler(List.of(rule), new Aliases(NOBODY), metrics);
  }

  private static Query query(String name, int type) {
    return Queries.udp(name, type, LOOP);
  }

  /** The counters that are not zero: name, labels, value. */
  private Map<String, Double> counts() {
    Map<String, Double> counts = new TreeMap<>();
    registry
        .scrape()
        .forEach(
            metric ->
                ((CounterSnapshot) metric)
                    .getDataPoints()
                    .forEach(
                        point ->
                            counts.put(
                                metric.getMetadata().getPrometheusName() + point.getLabels(),
                                point.getValue())));
    return counts;
  }

  @Test
  void countsMatches() throws CorefileException {
    TemplateHandler handler = handler("template ANY ANY example.org {\n rcode NXDOMAIN\n}");

    handler.handle(query("www.example.org", Type.A));
    handler.handle(query("example.org", Type.A));
    handler.handle(query("example.org", 4711));
    handler.handle(query("example.org", 4712));
    handler.handle(query("example.net", Type.A));

    String labels =
        "coredns_template_matches{class=\"IN\",server=\"\",type=\"%s\",view=\"\",zone=\"example.org.\"}";
    assertThat(counts())
        .isEqualTo(Map.of(labels.formatted("A"), 2.0, labels.formatted("other"), 2.0));
  }

  @Test
  void saysWhereATemplateFailed() throws CorefileException {
    TemplateHandler handler =
        handler(
            """
            template IN A {
              additional "{{ .Name }} 60 IN A 10.0.0.{{ parseInt .Name 10 8 }}"
            }
            """);

    Response response = (Response) handler.handle(query("a", Type.A));

    assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(response.extendedError())
        .satisfies(reason -> assertThat(reason.text()).isEqualTo("a template failed"));
    assertThat(response.cause())
        .hasMessage("Corefile:3:14: parseInt: 'a.' is no number of base 10 with 8 bits");
    assertThat(counts())
        .containsEntry(
            "coredns_template_template_failures{class=\"IN\",section=\"additional\",server=\"\",template=\"{{"
                + " .Name }} 60 IN A 10.0.0.{{ parseInt .Name 10 8"
                + " }}\",type=\"A\",view=\"\",zone=\".\"}",
            1.0);
  }

  @Test
  void saysWhereATextIsNoRecord() throws CorefileException {
    TemplateHandler handler =
        handler("template IN A {\n answer \"{{ .Name }} 60 IN A {{ .Name }}\"\n}");

    Response response = (Response) handler.handle(query("a", Type.A));

    assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(response.cause()).hasMessage("Corefile:3:9: Invalid address: a.");
    assertThat(counts())
        .containsEntry(
            "coredns_template_rr_failures{class=\"IN\",section=\"answer\",server=\"\",template=\"{{"
                + " .Name }} 60 IN A {{ .Name }}\",type=\"A\",view=\"\",zone=\".\"}",
            1.0);
  }

  @Test
  void saysWhereAnExpressionFailed() throws CorefileException {
    TemplateHandler handler =
        handler("template IN A {\n expr incidr(name(), '10.0.0.0/8')\n fallthrough\n}");

    Response response = (Response) handler.handle(query("a", Type.A));

    assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(response.cause()).hasMessage("Corefile:2:1: incidr: not an IP address: 'a.'");
  }

  @Test
  void aRuleThatIsAboutOtherQueriesPassesThemOn() throws CorefileException {
    TemplateHandler handler = handler("template IN A example.org {\n match ^a\n}");

    assertThat(handler.handle(query("a.example.org", Type.AAAA))).isSameAs(Next.NEXT);
    assertThat(handler.handle(query("a.example.net", Type.A))).isSameAs(Next.NEXT);
    assertThat(((Response) handler.handle(query("b.example.org", Type.A))).cause()).isNull();
  }

  @Test
  void aResponseThatIsAlwaysTheSameIsMadeOnce() throws CorefileException {
    TemplateHandler handler =
        handler("template IN A {\n authority \"a. SOA a. a. (1 1 1 1 1)\"\n match a\n}");

    assertThat(handler.handle(query("a", Type.A))).isSameAs(handler.handle(query("aa", Type.A)));
  }

  @Test
  void noCacheHoldsItsResponses() throws CorefileException {
    String dynamic = "template IN A {\n answer \"{{ .Name }} 60 IN A 192.0.2.1\"\n}";

    assertThat(((Response) handler("template IN A").handle(query("a", Type.A))).isLive()).isTrue();
    assertThat(((Response) handler(dynamic).handle(query("a", Type.A))).isLive()).isTrue();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.autopath;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Zones;
import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Route;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.Queries;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

class AutopathHandlerTest {
  private static final Zones ZONES = new Zones(List.of(Name.fromConstantString("example.org.")));
  private static final Route ROUTE = new Route("dns://:53", ".", "", 0);
  private static final String SOA =
      "example.net. 60 IN SOA ns.example.net. root.example.net. 1 2 3 4 30";

  private final EventLoop loop = new EmbeddedChannel().eventLoop();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final AutopathHandler handler = new AutopathHandler(ZONES, new AutopathMetrics(registry));

  /** Responses by name and type; what is not there does not exist. */
  private final Map<String, Response> names = new HashMap<>();

  private final List<String> asked = new ArrayList<>();
  private List<Name> path =
      Stream.of("a.example.org.", "example.org.", "example.net.", ".")
          .map(Name::fromConstantString)
          .toList();

  @BeforeEach
  void lead() {
    handler.lead(
        query -> path,
        query -> {
          asked.add(key(query));
          return CompletableFuture.completedFuture(response(query));
        });
  }

  private static String key(Query query) {
    return query.name() + " " + Type.string(query.type());
  }

  private Response response(Query query) {
    return names.getOrDefault(
        key(query.withName(query.question().name())), Response.error(Rcode.NXDOMAIN));
  }

  private void add(String name, int type, String... records) throws Exception {
    Message message = new Message();
    message.getHeader().setFlag(Flags.AD);
    for (String record : records) {
      boolean isSoa = record.contains(" SOA ");
      message.addRecord(record(record), isSoa ? Section.AUTHORITY : Section.ANSWER);
    }
    names.put(name + " " + Type.string(type), MessageResponse.of(message));
  }

  private static Record record(String text) throws Exception {
    String[] words = text.split(" ", 5);
    try {
      return Record.fromString(
          Name.fromString(words[0]),
          Type.value(words[3]),
          1,
          Long.parseLong(words[1]),
          words[4],
          Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** What the client gets: the handlers below see the query first. */
  private Response ask(String name, int type) {
    Query query = Queries.udp(name, type, loop).on(ROUTE, 0);
    Response below = response(query);
    Next next = (Next) handler.handle(query);
    assertThat(next.query()).as("the query goes down as it is").isNull();
    if (next.filter() == null) {
      return below;
    }
    Reply reply = next.filter().filter(query, below);
    return switch (reply) {
      case Response response -> response;
      case Later later -> later.response().toCompletableFuture().join();
    };
  }

  private static List<String> records(Response response, String name, int section) {
    return response
        .message(Queries.udp(name, Type.A, new EmbeddedChannel().eventLoop()).question())
        .getSection(section)
        .stream()
        .map(r -> r.getName() + " " + r.getTTL() + " " + r.rdataToString())
        .toList();
  }

  private double successes() {
    return registry.scrape().stream()
        .flatMap(metric -> metric.getDataPoints().stream())
        .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
        .sum();
  }

  @Test
  void leavesAloneWhatIsFoundInTheFirstDomain() throws Exception {
    add("web.a.example.org.", Type.A, "web.a.example.org. 5 IN A 192.0.2.1");

    Response response = ask("web.a.example.org", Type.A);

    assertThat(response).isSameAs(names.get("web.a.example.org. A"));
    assertThat(asked).isEmpty();
    assertThat(successes()).isEqualTo(1);
  }

  @Test
  void looksInOneDomainAfterTheOther() throws Exception {
    add("web.example.net.", Type.A, "web.example.net. 7 IN A 192.0.2.1");

    Response response = ask("Web.a.example.org", Type.A);

    assertThat(asked).containsExactly("Web.example.org. A", "Web.example.net. A");
    assertThat(records(response, "web.a.example.org", Section.ANSWER))
        .containsExactly("Web.a.example.org. 7 Web.example.net.", "web.example.net. 7 192.0.2.1");
    assertThat(successes()).isEqualTo(1);
    assertThat(registry.scrape().get(0).getDataPoints().get(0).getLabels().get("server"))
        .isEqualTo("dns://:53");
  }

  @Test
  void saysThatTheAnswerIsThisClientsOnlyAndNotSigned() throws Exception {
    add("web.", Type.A, "web. 7 IN A 192.0.2.1");

    Response response = ask("web.a.example.org", Type.A);

    assertThat(response.isLive()).isTrue();
    assertThat(response.flags() & 0x8000 >>> Flags.AD).isZero();
  }

  @Test
  void allTypesAreAnsweredFromTheSameDomain() throws Exception {
    add("web.example.org.", Type.A, "web.example.org. 7 IN A 192.0.2.1");
    add("web.example.org.", Type.AAAA, SOA);
    add("web.example.net.", Type.AAAA, "web.example.net. 7 IN AAAA 2001:db8::1");

    Response response = ask("web.a.example.org", Type.AAAA);

    assertThat(response.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(records(response, "web.a.example.org", Section.ANSWER))
        .as("the alias is known for as long as that there is no address")
        .containsExactly("web.a.example.org. 30 web.example.org.");
    assertThat(records(response, "web.a.example.org", Section.AUTHORITY)).hasSize(1);
    assertThat(asked).containsExactly("web.example.org. AAAA");
  }

  @Test
  void whatIsFoundNowhereDoesNotExistInTheFirstDomain() {
    Response denial = Response.error(Rcode.NXDOMAIN, new ExtendedError(0, "first"));
    names.put("nx.a.example.org. A", denial);

    assertThat(ask("nx.a.example.org", Type.A)).isSameAs(denial);
    assertThat(asked).hasSize(3);
    assertThat(successes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.NOTIMP, Rcode.FORMERR})
  void leavesTheRestToTheClientWhereSomebodyCannotTell(int rcode) throws Exception {
    names.put("web.example.org. A", Response.error(rcode));
    add("web.example.net.", Type.A, "web.example.net. 7 IN A 192.0.2.1");

    assertThat(ask("web.a.example.org", Type.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(asked).containsExactly("web.example.org. A");
  }

  @Test
  void passesOverDomainsThatAreNobodysHere() throws Exception {
    names.put("web.example.org. A", Response.error(Rcode.REFUSED));
    add("web.example.net.", Type.A, "web.example.net. 7 IN A 192.0.2.1");

    assertThat(records(ask("web.a.example.org", Type.A), "web.a.example.org", Section.ANSWER))
        .hasSize(2);
  }

  @Test
  void doesNotLookFurtherWhenTheFirstDomainCannotTell() {
    names.put("web.a.example.org. A", Response.error(Rcode.SERVFAIL));

    assertThat(ask("web.a.example.org", Type.A).rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.example.org", "web.example.org", "aa.example.org", "web.example.net"})
  void takesOnlyNamesInTheFirstDomainOfAPathInItsZones(String name) {
    ask(name, Type.A);

    assertThat(asked).isEmpty();
  }

  @Test
  void leavesAloneClientsThatItDoesNotKnow() {
    path = List.of();

    ask("web.a.example.org", Type.A);

    assertThat(asked).isEmpty();
  }

  @Test
  void leavesAloneWhatAnotherPluginLooksUp() throws Exception {
    Query query = Queries.udp("x.example.net", Type.A, loop);

    assertThat(handler.handle(query.lookup(Name.fromString("web.a.example.org."), Type.A)))
        .isSameAs(Next.NEXT);
  }

  @Test
  void passesOverDomainsInWhichTheNameWouldBeTooLong() throws Exception {
    String label = "x".repeat(63);
    String name = String.join(".", label, label, label, "y".repeat(40));
    path =
        List.of(
            Name.fromString("a.example.org."),
            Name.fromString("much-longer-than-that.example.org."),
            Name.root);
    add(name + ".", Type.A, name + ". 7 IN A 192.0.2.1");

    Response response = ask(name + ".a.example.org", Type.A);

    assertThat(asked).containsExactly(name + ". A");
    assertThat(response).isInstanceOf(MessageResponse.class).isNotInstanceOf(WireResponse.class);
  }
}

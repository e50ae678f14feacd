// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Namespace;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.records.ClusterNames;
import io.binnacle.plugins.kubernetes.records.Finding;
import io.binnacle.plugins.kubernetes.records.PodMode;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.records.RecordOptions;
import io.binnacle.plugins.kubernetes.records.ServedZone;
import io.binnacle.testing.Queries;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class CanonicalNamesTest {
  private static final Name CLUSTER = Name.fromConstantString("cluster.local.");
  private static final Name WWW = Name.fromConstantString("www.example.net.");
  private static final RecordOptions OPTIONS =
      new RecordOptions(5, PodMode.DISABLED, Set.of(), false, false, false);

  private final RecordIndex index =
      new RecordIndex(
          OPTIONS,
          EnumSet.of(Kind.NAMESPACE, Kind.SERVICE),
          () -> Instant.ofEpochSecond(7),
          (service, millis) -> {});
  private final ServedZone zone = new ServedZone(CLUSTER, false, OPTIONS, index);
  private final ZoneTable<ServedZone> zones = ZoneTable.of(Map.of(CLUSTER, zone));
  private final ClusterNames names = new ClusterNames(index, OPTIONS, zone, List::of);
  private final List<Query> asked = new ArrayList<>();
  private Response elsewhere = Response.error(Rcode.REFUSED);
  private final CanonicalNames canonical =
      new CanonicalNames(
          zones,
          names,
          query -> {
            asked.add(query);
            return CompletableFuture.completedFuture(elsewhere);
          },
          5);

  private void load(String... namesAndTargets) {
    index.apply(new Namespace("app"));
    for (int i = 0; i < namesAndTargets.length; i += 2) {
      index.apply(
          new Service(
              "app",
              namesAndTargets[i],
              Service.Type.EXTERNAL_NAME,
              List.of(),
              namesAndTargets[i + 1],
              List.of(),
              List.of(),
              false));
    }
    index.listed(Kind.NAMESPACE, Set.of(new ObjectKey("", "app")));
  }

  private Message ask(String name, int type) {
    return respond(name, type).message(query(name, type).question());
  }

  private static Query query(String name, int type) {
    return Queries.udp(name + ".app.svc.cluster.local", type, new EmbeddedChannel().eventLoop());
  }

  private Response respond(String name, int type) {
    Query query = query(name, type);
    Finding.Alias alias = (Finding.Alias) names.find(zone, query.question());
    Reply reply = canonical.answer(query, zone, alias);
    return reply instanceof Later later
        ? later.response().toCompletableFuture().join()
        : (Response) reply;
  }

  private static List<String> answer(Message message) {
    return message.getSection(Section.ANSWER).stream()
        .map(record -> record.getName() + " " + record.getTTL() + " " + record.rdataToString())
        .toList();
  }

  private static Message message(int rcode, Record... records) {
    Message message = new Message();
    message.getHeader().setRcode(rcode);
    List.of(records).forEach(record -> message.addRecord(record, Section.ANSWER));
    return message;
  }

  @Test
  void asksThisServerForNamesOutside() {
    load("ext", "www.example.net");
    elsewhere =
        MessageResponse.of(
            message(
                Rcode.NOERROR, new ARecord(WWW, DClass.IN, 60, new byte[] {(byte) 192, 0, 2, 80})));

    Message response = ask("ext", Type.A);

    assertThat(answer(response))
        .containsExactly(
            "ext.app.svc.cluster.local. 5 www.example.net.", "www.example.net. 60 192.0.2.80");
    assertThat(asked)
        .singleElement()
        .satisfies(
            query -> {
              assertThat(query.name()).isEqualTo(WWW);
              assertThat(query.depth()).isOne();
            });
  }

  @Test
  void asksNobodyForTheAliasItself() {
    load("ext", "www.example.net");

    assertThat(answer(ask("ext", Type.CNAME)))
        .containsExactly("ext.app.svc.cluster.local. 5 www.example.net.");
    assertThat(ask("ext", Type.TXT).getSection(Section.AUTHORITY)).hasSize(1);
    assertThat(asked).isEmpty();
  }

  @Test
  void givesTheAliasWhereNobodyKnowsTheTarget() {
    load("ext", "www.example.net");
    elsewhere = Response.error(Rcode.REFUSED);

    Message response = ask("ext", Type.A);

    assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer(response)).hasSize(1);
  }

  @Test
  void failsWhereTheTargetFails() {
    load("ext", "www.example.net");
    elsewhere = Response.error(Rcode.SERVFAIL, new ExtendedError(22, "all upstreams are down"));

    Response response = respond("ext", Type.A);

    assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(response.extendedError()).isEqualTo(new ExtendedError(22, "all upstreams are down"));
  }

  @Test
  void passesTruncationOn() {
    load("ext", "www.example.net");
    Message truncated = message(Rcode.NOERROR);
    truncated.getHeader().setFlag(Flags.TC);
    elsewhere = MessageResponse.of(truncated);

    assertThat(ask("ext", Type.A).getHeader().getFlag(Flags.TC)).isTrue();
  }

  @Test
  void followsElevenAliasesAndNoMore() {
    load(chain(12));

    assertThat(ask("a0", Type.A).getSection(Section.ANSWER)).isEmpty();
    assertThat(answer(ask("a1", Type.A))).hasSize(11);
    assertThat(asked).hasSize(1);
  }

  /** a0 stands for a1, that for a2, and so on; the last for a name outside. */
  private static String[] chain(int length) {
    List<String> chain = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      chain.add("a" + i);
      chain.add(i == length - 1 ? "www.example.net" : "a" + (i + 1) + ".app.svc.cluster.local");
    }
    return chain.toArray(String[]::new);
  }

  @Test
  void stopsAtLoops() {
    load("one", "two.app.svc.cluster.local", "two", "ONE.app.svc.cluster.local");

    Message response = ask("one", Type.A);

    assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(response.getSection(Section.ANSWER)).isEmpty();
    assertThat(response.getSection(Section.AUTHORITY)).hasSize(1);
    assertThat(respond("one", Type.A).extendedError()).isNotNull();
  }

  @Test
  void doesNotDenyTargetsBeforeAllIsKnown() {
    load("ext", "nosuch.app.svc.cluster.local");

    assertThat(ask("ext", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
  }
}

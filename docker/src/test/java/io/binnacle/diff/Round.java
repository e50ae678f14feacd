// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.Type;

/**
 * One cluster, with two servers that have the same Corefile: asked, changed, and asked again.
 *
 * <p><i>Confined to one thread.</i>
 */
final class Round {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final Variant variant;
  private final Tally tally;
  private final Asker coreDns;
  private final Asker binnacle;
  private final RandomCluster cluster;
  private final Map<Kind, Marker> markers;
  private final Questions questions;
  private String lastChange = "no change";

  private Round(
      Variant variant,
      Tally tally,
      Asker coreDns,
      Asker binnacle,
      RandomCluster cluster,
      Map<Kind, Marker> markers,
      Questions questions) {
    this.variant = variant;
    this.tally = tally;
    this.coreDns = coreDns;
    this.binnacle = binnacle;
    this.cluster = cluster;
    this.markers = markers;
    this.questions = questions;
  }

  /**
   * Starts both servers, and compares what they say.
   *
   * @param size how many questions to ask before the first change
   * @param changes how many changes to make
   * @param perChange how many questions to ask after each
   */
  static void run(
      String coreDnsBinary,
      Variant variant,
      RandomGenerator random,
      Tally tally,
      int size,
      int changes,
      int perChange)
      throws IOException {
    try (FakeApiServer api = FakeApiServer.start();
        FakeUpstream upstream = Upstream.start()) {
      RandomCluster cluster =
          new RandomCluster(random, api, Addresses.ofMachine(), variant.has("multicluster"));
      cluster.populate();
      Map<Kind, Marker> markers =
          Stream.of(Kind.values())
              .collect(Collectors.toMap(Function.identity(), kind -> new Marker(kind, api)));
      try (CoreDns process =
              CoreDns.start(coreDnsBinary, port -> variant.corefile(port, api.uri(), upstream));
          TestServer server = TestServer.start("%s", variant.corefile(0, api.uri(), upstream));
          Asker coreDns = new Asker(process.port());
          Asker binnacle = new Asker(server.address().getPort())) {
        tally.theirVersion(process.version());
        Questions questions = new Questions(random, variant);
        new Round(variant, tally, coreDns, binnacle, cluster, markers, questions)
            .run(size, changes, perChange);
      }
    }
  }

  private void run(int size, int changes, int perChange) throws IOException {
    for (Kind kind : Kind.values()) {
      awaitSeen(kind);
    }
    for (int i = 0; i < size; i++) {
      compare(questions.next(cluster.objects(), cluster.objects()));
    }
    for (int i = 0; i < changes; i++) {
      RandomCluster.Change change = cluster.change();
      lastChange = change.text();
      awaitSeen(change.kind());
      List<KubeObject> all = cluster.objects();
      for (int asked = 0; asked < perChange; asked++) {
        compare(questions.next(asked % 2 == 0 ? change.subjects() : all, all));
      }
    }
  }

  /** Waits until both servers have seen all changes so far of objects of this kind. */
  private void awaitSeen(Kind kind) throws IOException {
    Marker marker = Objects.requireNonNull(markers.get(kind));
    if (marker.isSeen(variant)) {
      marker.move();
      Query query = new Query(DnsClient.query(marker.name(variant), Type.A));
      for (Asker server : List.of(coreDns, binnacle)) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!marker.isIn(server.ask(query))) {
          if (System.nanoTime() - end > 0) {
            throw new IOException("%s: change of %s was not seen".formatted(variant.name(), kind));
          }
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void compare(Query query) throws IOException {
    byte[] wire = query.wire();
    coreDns.send(wire);
    binnacle.send(wire);
    Answer theirs = coreDns.receive(wire);
    Answer ours = binnacle.receive(wire);
    if (theirs.equals(ours) && !theirs.is("tc")) {
      tally.alike();
      return;
    }
    theirs = whole(coreDns, query, theirs);
    Answer byUdp = ours;
    ours = whole(binnacle, query, ours);
    boolean isCut = !byUdp.is("tc") && !byUdp.hasAnswerOf(ours);
    ours = isCut ? ours.withFlag(Answer.CUT) : ours;
    if (theirs.equals(ours)) {
      tally.alike();
      return;
    }
    Case asked =
        new Case(variant, query, theirs, ours.lowerCased(), cluster.objects(), coreDns, binnacle);
    Departures.Explanation explanation = Departures.explain(asked);
    if (explanation.theirs().equals(asked.ours())) {
      tally.explained(explanation.kinds());
    } else {
      tally.unexplained(shape(asked), report(asked, explanation));
    }
  }

  /** The answer without the limits of UDP, and how these showed. */
  private static Answer whole(Asker server, Query query, Answer byUdp) throws IOException {
    if (byUdp.equals(Answer.NONE)) {
      return byUdp;
    }
    Answer byTcp = server.askByTcp(query);
    return byUdp.is("tc") ? byTcp.withFlag(Answer.TRUNCATED) : byTcp;
  }

  private static String shape(Case asked) {
    return "%s: %s -> %s"
        .formatted(Type.string(asked.query().type()), asked.theirs().rcode(), asked.ours().rcode());
  }

  /** The difference as far as it is not explained, with the objects that the question names. */
  private String report(Case asked, Departures.Explanation explanation) {
    StringBuilder report = new StringBuilder();
    report.append("%n%s, after %s: %s%n".formatted(variant.name(), lastChange, asked.query()));
    List<String> theirs = explanation.theirs().lines();
    List<String> ours = asked.ours().lines();
    if (!explanation.kinds().isEmpty()) {
      report.append("  with %s explained%n".formatted(explanation.kinds()));
    }
    print(report, "CoreDNS ", theirs, ours);
    print(report, "Binnacle", ours, theirs);
    List<String> labels = List.of(asked.query().lowerName().split("\\."));
    asked.objects().stream()
        .filter(object -> object.namespace().isEmpty() || labels.contains(object.namespace()))
        .filter(
            object ->
                labels.contains(object.name())
                    || labels.contains(Questions.serviceOf(object))
                    || (object instanceof KubeObject.PodObject && labels.contains("pod")))
        .forEach(object -> report.append("  %s%n".formatted(object.json())));
    return report.toString();
  }

  private static void print(
      StringBuilder out, String who, List<String> lines, List<String> others) {
    lines.stream()
        .filter(line -> !others.contains(line))
        .forEach(line -> out.append("  %s  %s%n".formatted(who, line)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Namespace;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import io.binnacle.plugins.kubernetes.cluster.Port;
import io.binnacle.plugins.kubernetes.cluster.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** A cluster that tests feed to an index, and its names, in the zones of most tests. */
final class Cluster {
  static final RecordOptions OPTIONS =
      new RecordOptions(5, PodMode.VERIFIED, Set.of(), false, false, true);
  static final List<Port> HTTP = List.of(new Port("http", "TCP", 80));

  final RecordIndex index;
  final ServedZone forward;
  final ServedZone reverse;
  final ServedZone multicluster;
  private final ClusterNames names;

  /** The services whose endpoints have changed, and after how many milliseconds that was so. */
  final List<String> latencies = new ArrayList<>();

  /** What time it is, since 1970. */
  long second = 1;

  /** A cluster of which nothing is known. */
  Cluster(RecordOptions options) {
    index =
        new RecordIndex(
            options,
            EnumSet.allOf(Kind.class),
            () -> Instant.ofEpochSecond(second),
            (service, millis) -> latencies.add(service.name() + " " + millis));
    forward = new ServedZone(name("cluster.local."), false, options, index);
    reverse = new ServedZone(name("in-addr.arpa."), false, options, index);
    multicluster = new ServedZone(name("clusterset.local."), true, options, index);
    names = new ClusterNames(index, options, forward, () -> List.of(ip("10.0.0.53")));
  }

  /** A cluster of which all is known. */
  static Cluster of(ClusterObject... objects) {
    return of(OPTIONS, objects);
  }

  /** The same with other options. */
  static Cluster of(RecordOptions options, ClusterObject... objects) {
    Cluster cluster = new Cluster(options);
    Stream.of(objects).forEach(cluster.index::apply);
    for (Kind kind : Kind.values()) {
      cluster.index.listed(
          kind,
          Set.copyOf(
              Stream.of(objects).filter(o -> o.kind() == kind).map(ClusterObject::key).toList()));
    }
    return cluster;
  }

  void apply(ClusterObject object) {
    index.apply(object);
  }

  void remove(ClusterObject object) {
    index.remove(object.kind(), object.key());
  }

  /** What there is to say about a name in the zone that it lies in. */
  Finding find(String name, int type) {
    Question question = question(name, type);
    for (ServedZone zone : List.of(reverse, multicluster)) {
      if (question.isIn(zone.wire())) {
        return names.find(zone, question);
      }
    }
    return names.find(forward, question);
  }

  /** The same as text: the records of the answer and of the additional section, or what is not. */
  String ask(String name, int type) {
    return switch (find(name, type)) {
      case Finding.Answer answer -> {
        var message = answer.response().message(question(name, type));
        yield Stream.of(Section.ANSWER, Section.ADDITIONAL)
            .flatMap(section -> message.getSection(section).stream())
            .map(Record::rdataToString)
            .toList()
            .toString();
      }
      case Finding found -> found.toString();
    };
  }

  static Question question(String name, int type) {
    return Question.of(name(name), type, DClass.IN);
  }

  static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static IpAddress ip(String text) {
    return Objects.requireNonNull(IpAddress.parse(text), text);
  }

  static List<IpAddress> ips(String... texts) {
    return Stream.of(texts).map(Cluster::ip).toList();
  }

  static Service service(String namespace, String name, String... ips) {
    Service.Type type = ips.length == 0 ? Service.Type.HEADLESS : Service.Type.CLUSTER_IP;
    return new Service(namespace, name, type, ips(ips), "", HTTP, List.of(), true);
  }

  static EndpointSlice slice(String namespace, String service, String name, String... ips) {
    return new EndpointSlice(
        namespace,
        name,
        service,
        "",
        "",
        Stream.of(ips).map(ip -> new Endpoint(ip(ip), "", "", "", true)).toList(),
        HTTP,
        0);
  }

  static Pod pod(String namespace, String name, String... ips) {
    return new Pod(namespace, name, ips(ips), false, Map.of());
  }

  static Namespace namespace(String name) {
    return new Namespace(name);
  }
}

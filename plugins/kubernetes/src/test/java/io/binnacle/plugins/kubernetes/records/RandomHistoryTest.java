// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Cluster.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Namespace;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import io.binnacle.plugins.kubernetes.cluster.Port;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.cluster.ServiceImport;
import io.binnacle.plugins.kubernetes.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.xbill.DNS.Type;

/**
 * Whatever happened to a cluster, its names say the same as if its last state had been there from
 * the beginning. Questions are asked all along, so that answers of old times lie about.
 */
class RandomHistoryTest {
  private static final List<String> NAMESPACES = List.of("a", "b");
  private static final List<String> NAMES = List.of("x", "y", "z");
  private static final List<String> ADDRESSES =
      List.of("10.0.0.1", "10.0.0.2", "10.0.0.53", "10.9.0.1", "fd00::1");
  private static final List<Integer> TYPES =
      List.of(Type.A, Type.AAAA, Type.SRV, Type.CNAME, Type.PTR, Type.NS, Type.TXT);
  private static final List<String> BELOW_SERVICES =
      List.of(
          "_http._tcp",
          "_tcp",
          "db-0",
          "10-0-0-1",
          "fd00--1",
          "db-0.east",
          "east",
          "north.pin._zone",
          "pin._zone");
  private static final List<String> REVERSE_NAMES =
      List.of(
          "1.0.0.10.in-addr.arpa",
          "2.0.0.10.in-addr.arpa",
          "1.0.9.10.in-addr.arpa",
          "0.0.10.in-addr.arpa",
          "9.10.in-addr.arpa");
  private static final List<String> ALL_NAMES = allNames();
  private static final int EVENTS = 40;
  private static final int QUESTIONS_PER_EVENT = 50;

  private final Map<Kind, Map<ObjectKey, ClusterObject>> state = new EnumMap<>(Kind.class);

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void saysTheSameAsAFreshLoad(@ForAll Random random) {
    state.clear();
    Cluster cluster = Cluster.of();
    for (int i = 0; i < EVENTS; i++) {
      Kind kind = pick(random, List.of(Kind.values()));
      if (random.nextInt(10) == 0) {
        relist(cluster, kind, random);
      } else if (random.nextInt(3) == 0) {
        ObjectKey key = key(kind, random);
        of(kind).remove(key);
        cluster.index.remove(kind, key);
      } else {
        ClusterObject object = object(kind, random);
        of(kind).put(object.key(), object);
        cluster.apply(object);
      }
      for (int asked = 0; asked < QUESTIONS_PER_EVENT; asked++) {
        cluster.ask(pick(random, ALL_NAMES), pick(random, TYPES));
      }
    }
    Cluster fresh =
        Cluster.of(
            state.values().stream()
                .flatMap(objects -> objects.values().stream())
                .toArray(ClusterObject[]::new));

    assertThat(answers(cluster)).isEqualTo(answers(fresh));
  }

  @Property(tries = 50, shrinking = ShrinkingMode.OFF)
  void saysTheSameFromASnapshotAndForgetsWhatIsGone(@ForAll Random random) throws IOException {
    state.clear();
    Cluster cluster = Cluster.of();
    for (int i = 0; i < EVENTS; i++) {
      relist(cluster, pick(random, List.of(Kind.values())), random);
    }
    Path folder = Files.createTempDirectory("snapshot");
    SnapshotFile file = SnapshotFile.in(folder, "a cluster");
    Cluster restored = new Cluster(Cluster.OPTIONS);
    try {
      file.write(Instant.EPOCH, cluster.index.objects());
      restored.index.restore(file.read().objects());
    } finally {
      Files.delete(Path.of(file.toString()));
      Files.delete(folder);
    }

    assertThat(restored.index.isSynced()).isTrue();
    assertThat(restored.index.isStale()).isTrue();
    assertThat(answers(restored)).isEqualTo(answers(cluster));

    for (Kind kind : Kind.values()) {
      relist(restored, kind, random);
    }
    Cluster fresh = Cluster.of();
    for (Kind kind : Kind.values()) {
      of(kind).values().forEach(fresh::apply);
    }
    assertThat(restored.index.isStale()).isFalse();
    assertThat(answers(restored)).isEqualTo(answers(fresh));
    assertThat(restored.latencies).isEmpty();
  }

  /** Some objects change, appear and vanish unseen; then all of the kind are listed. */
  private void relist(Cluster cluster, Kind kind, Random random) {
    for (int i = random.nextInt(4); i > 0; i--) {
      ClusterObject object = object(kind, random);
      of(kind).put(object.key(), object);
      of(kind).remove(key(kind, random));
    }
    of(kind).values().forEach(cluster::apply);
    cluster.index.listed(kind, Set.copyOf(of(kind).keySet()));
  }

  private Map<ObjectKey, ClusterObject> of(Kind kind) {
    return state.computeIfAbsent(kind, _ -> new HashMap<>());
  }

  private static ObjectKey key(Kind kind, Random random) {
    return kind == Kind.NAMESPACE
        ? new ObjectKey("", pick(random, NAMESPACES))
        : new ObjectKey(pick(random, NAMESPACES), pick(random, NAMES));
  }

  private static ClusterObject object(Kind kind, Random random) {
    ObjectKey key = key(kind, random);
    return switch (kind) {
      case NAMESPACE -> new Namespace(key.name());
      case SERVICE -> service(key, random);
      case ENDPOINT_SLICE -> slice(key, random);
      case POD -> new Pod(key.namespace(), key.name(), addresses(random, 2), false, Map.of());
      case SERVICE_IMPORT ->
          new ServiceImport(
              key.namespace(),
              key.name(),
              pick(random, List.of(ServiceImport.Type.values())),
              addresses(random, 2),
              ports(random));
    };
  }

  private static Service service(ObjectKey key, Random random) {
    Service.Type type = pick(random, List.of(Service.Type.values()));
    boolean isClusterIp = type == Service.Type.CLUSTER_IP;
    return new Service(
        key.namespace(),
        key.name(),
        type,
        isClusterIp ? addresses(random, 2) : List.of(),
        type == Service.Type.EXTERNAL_NAME ? "x.a.svc.cluster.local" : "",
        ports(random),
        List.of(),
        true);
  }

  private static EndpointSlice slice(ObjectKey key, Random random) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (IpAddress address : addresses(random, 3)) {
      String hostname = random.nextBoolean() ? "" : pick(random, List.of("db-0", "db-1"));
      String zone = pick(random, List.of("", "north"));
      endpoints.add(new Endpoint(address, hostname, "", zone, random.nextInt(4) > 0));
    }
    boolean isImport = random.nextInt(3) == 0;
    String service = pick(random, NAMES);
    return new EndpointSlice(
        key.namespace(),
        key.name(),
        isImport ? "" : service,
        isImport ? service : "",
        isImport ? "east" : "",
        endpoints,
        ports(random),
        random.nextInt(2));
  }

  private static List<Port> ports(Random random) {
    List<Port> ports = new ArrayList<>();
    if (random.nextBoolean()) {
      ports.add(new Port("http", "TCP", 80 + random.nextInt(2)));
    }
    if (random.nextBoolean()) {
      ports.add(new Port("", "UDP", 53));
    }
    return ports;
  }

  private static List<IpAddress> addresses(Random random, int most) {
    return IntStream.range(0, random.nextInt(most + 1))
        .mapToObj(_ -> ip(pick(random, ADDRESSES)))
        .distinct()
        .toList();
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** What a cluster says about all names. */
  private static Map<String, String> answers(Cluster cluster) {
    Map<String, String> answers = new TreeMap<>();
    for (String name : ALL_NAMES) {
      for (int type : TYPES) {
        answers.put(name + " " + Type.string(type), cluster.ask(name, type));
      }
    }
    return answers;
  }

  /** All names that there may be, and some others. */
  private static List<String> allNames() {
    List<String> names = new ArrayList<>();
    for (String zone : List.of("cluster.local", "clusterset.local")) {
      names.add(zone);
      names.add("ns.dns." + zone);
      for (String namespace : NAMESPACES) {
        names.add(namespace + ".svc." + zone);
        names.add("10-0-0-1." + namespace + ".pod." + zone);
        for (String service : NAMES) {
          String name = service + "." + namespace + ".svc." + zone;
          names.add(name);
          BELOW_SERVICES.forEach(below -> names.add(below + "." + name));
        }
      }
    }
    names.addAll(REVERSE_NAMES);
    return names;
  }
}

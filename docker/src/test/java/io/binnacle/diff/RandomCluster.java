// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.diff.KubeObject.Condition;
import io.binnacle.diff.KubeObject.Endpoint;
import io.binnacle.diff.KubeObject.ImportObject;
import io.binnacle.diff.KubeObject.NamespaceObject;
import io.binnacle.diff.KubeObject.PodObject;
import io.binnacle.diff.KubeObject.Port;
import io.binnacle.diff.KubeObject.ServiceObject;
import io.binnacle.diff.KubeObject.SliceObject;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Labels;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A cluster with a bit of everything, valid or just possible, in few names and addresses, so that
 * things meet.
 *
 * <p><i>Confined to one thread.</i>
 */
final class RandomCluster {
  private static final List<String> NAMESPACES =
      List.of("app", "kube-system", "svc", "pod", "a", "x--y", "10-244-1-1", "n".repeat(63));
  private static final String DEFAULT = "default";
  private static final String MISSING_NAMESPACE = "ghost";
  private static final List<String> NAMES =
      List.of(
          "web", "db", "api", "kube-dns", "a", "svc", "ns", "dns", "x--y", "any", "s".repeat(63));
  private static final List<String> PORTS = List.of("http", "https", "dns", "dns-tcp", "m", "");
  private static final List<String> PROTOCOLS = List.of("TCP", "TCP", "UDP", "SCTP");
  private static final List<Integer> NUMBERS = List.of(53, 80, 443, 8080, 65535);
  private static final List<String> HOSTNAMES = List.of("db-0", "db-1", "web", "0", "h".repeat(63));
  private static final List<String> ZONES = List.of("", "europe-1", "europe-2", "a.b");
  private static final List<String> EXTERNAL_NAMES =
      List.of(
          "www.example.net",
          "www.example.net.",
          "alias.example.net",
          "nx.example.net",
          "empty.example.net",
          "broken.example.net",
          "Www.Example.NET",
          "192.0.2.7",
          "2001:db8::7",
          "web.app.svc.cluster.local",
          "db.default.svc.cluster.local",
          "api.kube-system.svc.cluster.local",
          "a.a.svc.cluster.local",
          "nosuch.app.svc.cluster.local",
          "svc.app.svc.cluster.local",
          "localhost");
  private static final List<String> CLUSTERS = List.of("east", "west");

  /** The networks of pods of this cluster, and of others. */
  private static final int PODS = 244;

  private static final int IMPORTED_PODS = 246;

  private final RandomGenerator random;
  private final FakeApiServer api;
  private final List<String> machine;
  private final boolean isMulticluster;
  private final Map<String, KubeObject> objects = new TreeMap<>();

  /** What a change was about: the objects before and after. */
  record Change(Kind kind, String text, List<KubeObject> subjects) {}

  /**
   * An empty cluster.
   *
   * @param machine the addresses of the machine, which is among the endpoints of name servers
   * @param isMulticluster whether many endpoints are those of other clusters
   */
  RandomCluster(
      RandomGenerator random, FakeApiServer api, List<String> machine, boolean isMulticluster) {
    this.random = random;
    this.api = api;
    this.machine = machine;
    this.isMulticluster = isMulticluster;
  }

  /** All objects, in a fixed order. */
  List<KubeObject> objects() {
    return List.copyOf(objects.values());
  }

  /** Fills it. */
  void populate() {
    put(new NamespaceObject(DEFAULT, Map.of("env", "prod")));
    NAMESPACES.stream().filter(_ -> chance(90)).forEach(name -> put(namespace(name)));
    for (Kind kind : Kind.values()) {
      int count =
          switch (kind) {
            case NAMESPACE -> 0;
            case SERVICE -> 60;
            case ENDPOINT_SLICE -> 80;
            case POD -> 40;
            case SERVICE_IMPORT -> 15;
          };
      for (int i = 0; i < count; i++) {
        put(make(kind));
      }
    }
    if (chance(30)) {
      putLarge();
    }
  }

  /** Changes something. */
  Change change() {
    Kind kind =
        switch (random.nextInt(20)) {
          case 0, 1 -> Kind.NAMESPACE;
          case 2, 3, 4, 5, 6, 7 -> Kind.SERVICE;
          case 8, 9, 10, 11, 12, 13, 14 -> Kind.ENDPOINT_SLICE;
          case 15, 16, 17 -> Kind.POD;
          default -> Kind.SERVICE_IMPORT;
        };
    List<KubeObject> known =
        objects.values().stream()
            .filter(object -> object.kind() == kind && !object.name().equals(DEFAULT))
            .toList();
    if (!known.isEmpty() && chance(kind == Kind.NAMESPACE ? 50 : 30)) {
      return delete(pick(known));
    }
    if (!known.isEmpty() && chance(40)) {
      return put(changed(pick(known)));
    }
    return put(make(kind));
  }

  private void apply(KubeObject object) {
    api.apply(object.json());
  }

  private void remove(KubeObject object) {
    api.delete(
        object.kind().apiVersion(), object.kind().toString(), object.namespace(), object.name());
  }

  private static String key(KubeObject object) {
    return object.kind() + " " + object.namespace() + "/" + object.name();
  }

  private Change put(KubeObject object) {
    KubeObject before = objects.put(key(object), object);
    apply(object);
    return new Change(
        object.kind(),
        (before == null ? "create " : "replace ") + key(object),
        Stream.of(before == null ? object : before, object).distinct().toList());
  }

  private Change delete(KubeObject object) {
    objects.remove(key(object));
    remove(object);
    return new Change(object.kind(), "delete " + key(object), List.of(object));
  }

  // Random objects

  private KubeObject make(Kind kind) {
    return switch (kind) {
      case NAMESPACE -> namespace(pick(NAMESPACES));
      case SERVICE -> service(somewhere(), pick(NAMES));
      case ENDPOINT_SLICE -> slice(somewhere(), pick(NAMES));
      case POD -> pod(somewhere(), "pod-" + random.nextInt(30));
      case SERVICE_IMPORT -> serviceImport(somewhere(), pick(NAMES));
    };
  }

  /** The same object with something else about it. */
  private KubeObject changed(KubeObject object) {
    return switch (object) {
      case NamespaceObject namespace -> namespace(namespace.name());
      case ServiceObject service -> service(service.namespace(), service.name());
      case SliceObject slice -> changed(slice);
      case PodObject pod -> pod(pod.namespace(), pod.name());
      case ImportObject imported -> serviceImport(imported.namespace(), imported.name());
    };
  }

  /** An endpoint more, one less, or each in another condition. */
  private SliceObject changed(SliceObject slice) {
    List<Endpoint> endpoints = new ArrayList<>(slice.endpoints());
    switch (random.nextInt(3)) {
      case 0 -> {
        boolean isImported = slice.labels().containsKey(Labels.IMPORTED_SERVICE);
        int network = isImported ? IMPORTED_PODS : PODS;
        endpoints.add(endpoint(slice.addressType(), slice.namespace(), network));
      }
      case 1 -> {
        if (!endpoints.isEmpty()) {
          endpoints.removeLast();
        }
      }
      default -> endpoints.replaceAll(endpoint -> endpoint.with(condition()));
    }
    return new SliceObject(
        slice.namespace(),
        slice.name(),
        slice.labels(),
        slice.addressType(),
        endpoints,
        slice.ports());
  }

  private NamespaceObject namespace(String name) {
    return new NamespaceObject(name, Map.of("env", pick(List.of("prod", "test", "dev"))));
  }

  private Map<String, String> labels() {
    return Map.of("tier", chance(80) ? "front" : "back");
  }

  private ServiceObject service(String namespace, String name) {
    String type =
        pick(List.of("ClusterIP", "ClusterIP", "NodePort", "LoadBalancer", "ExternalName"));
    boolean isAlias = type.equals("ExternalName");
    boolean isHeadless = type.equals("ClusterIP") && chance(60);
    return new ServiceObject(
        namespace,
        name,
        labels(),
        type,
        isHeadless ? List.of("None") : isAlias ? List.of() : clusterIps("10.96", "fd00:96::"),
        isAlias ? pick(EXTERNAL_NAMES) : "",
        ports(),
        chance(10));
  }

  private List<String> clusterIps(String four, String six) {
    String v4 = four + "." + random.nextInt(2) + "." + (1 + random.nextInt(40));
    String v6 = six + Integer.toHexString(1 + random.nextInt(40));
    return switch (random.nextInt(6)) {
      case 0 -> List.of(v6);
      case 1 -> List.of(v4, v6);
      case 2 -> List.of(v6, v4);
      default -> List.of(v4);
    };
  }

  private List<Port> ports() {
    List<Port> ports = new ArrayList<>();
    for (int left = random.nextInt(4); left >= 0; left--) {
      ports.add(new Port(pick(PORTS), pick(PROTOCOLS), pick(NUMBERS)));
    }
    return chance(5) ? List.of() : ports;
  }

  private SliceObject slice(String namespace, String service) {
    String type = chance(3) ? "FQDN" : chance(30) ? "IPv6" : "IPv4";
    List<Endpoint> endpoints = new ArrayList<>();
    boolean isImported = chance(isMulticluster ? 30 : 1);
    for (int left = random.nextInt(5); left > 0; left--) {
      endpoints.add(endpoint(type, namespace, isImported ? IMPORTED_PODS : PODS));
    }
    return new SliceObject(
        namespace,
        service + "-" + type.toLowerCase(Locale.ROOT) + "-" + random.nextInt(3),
        sliceLabels(service, isImported),
        type,
        endpoints,
        ports());
  }

  private Map<String, String> sliceLabels(String service, boolean isImported) {
    Map<String, String> labels = new HashMap<>(labels());
    if (isImported) {
      labels.put(Labels.IMPORTED_SERVICE, service);
      labels.put(Labels.SOURCE_CLUSTER, pick(CLUSTERS));
    } else {
      labels.put(Labels.SERVICE, chance(90) ? service : "nobody");
    }
    return Map.copyOf(labels);
  }

  private Endpoint endpoint(String addressType, String namespace, int network) {
    List<String> own =
        machine.stream().filter(a -> a.contains(":") == addressType.equals("IPv6")).toList();
    boolean isOwn = namespace.equals("kube-system") && !own.isEmpty() && chance(15);
    String address =
        switch (addressType) {
          case "IPv4" -> isOwn ? pick(own) : podIp(network);
          case "IPv6" -> isOwn ? pick(own) : podIp6(network);
          default -> pick(List.of("www.example.net", "nx.example.net"));
        };
    List<String> addresses = new ArrayList<>(List.of(address));
    if (addressType.equals("IPv4") && chance(5)) {
      addresses.add(podIp(network));
    }
    return new Endpoint(
        addresses,
        condition(),
        chance(30) ? pick(HOSTNAMES) : "",
        chance(50) ? podName() : "",
        pick(ZONES));
  }

  private Condition condition() {
    return chance(60) ? Condition.READY : pick(List.of(Condition.values()));
  }

  private String podName() {
    return chance(5) ? "p".repeat(64) : "pod-" + random.nextInt(30);
  }

  private String podIp(int network) {
    return "10." + network + "." + random.nextInt(2) + "." + (1 + random.nextInt(60));
  }

  private String podIp6(int network) {
    String prefix = "fd00:" + network + ":";
    if (chance(5)) {
      return prefix + pick(List.of(":", "0:0:1::", "0:0:0:0:0:a", ":ffff:0:a"));
    }
    return prefix + ":" + Integer.toHexString(1 + random.nextInt(60));
  }

  private PodObject pod(String namespace, String name) {
    List<String> ips =
        switch (random.nextInt(6)) {
          case 0 -> List.of(podIp(PODS), podIp6(PODS));
          case 1 -> List.of(podIp6(PODS), podIp(PODS));
          case 2 -> List.of(podIp6(PODS));
          default -> List.of(podIp(PODS));
        };
    boolean isPending = chance(5);
    return new PodObject(
        namespace,
        name,
        labels(),
        isPending ? "Pending" : chance(90) ? "Running" : "Succeeded",
        isPending ? List.of() : ips);
  }

  private ImportObject serviceImport(String namespace, String name) {
    return new ImportObject(
        namespace,
        name,
        labels(),
        chance(50) ? List.of() : clusterIps("10.97", "fd00:97::"),
        ports());
  }

  /** A headless service that no datagram holds. */
  private void putLarge() {
    List<Port> ports = List.of(new Port("http", "TCP", 80));
    put(
        new ServiceObject(
            DEFAULT, "large", labels(), "ClusterIP", List.of("None"), "", ports, false));
    for (int slice = 0; slice < 3; slice++) {
      List<Endpoint> endpoints = new ArrayList<>();
      for (int i = 1; i <= 60; i++) {
        String address = "10.245." + slice + "." + i;
        endpoints.add(new Endpoint(List.of(address), Condition.READY, "", "", ""));
      }
      put(
          new SliceObject(
              DEFAULT,
              "large-" + slice,
              Map.of(Labels.SERVICE, "large", "tier", "front"),
              "IPv4",
              endpoints,
              ports));
    }
  }

  private String somewhere() {
    return switch (random.nextInt(20)) {
      case 0 -> MISSING_NAMESPACE;
      case 1, 2, 3 -> DEFAULT; // the only one that is never deleted
      default -> pick(NAMESPACES);
    };
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

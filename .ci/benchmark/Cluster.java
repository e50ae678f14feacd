// SPDX-License-Identifier: Apache-2.0

import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster of 1,000 Services with 14,820 endpoints, and beside them two headless ones of 3 and of
 * 100; the same names as zones for a server that knows nothing of clusters; and what is asked.
 */
final class Cluster implements AutoCloseable {
  private static final int SERVICES = 1000;
  private static final int ENDPOINTS = 14_820;
  private static final int NAMESPACES = 10;
  private static final int MIXED = 5000;
  private static final int NXDOMAIN = 3;
  private static final JsonMapper JSON = new JsonMapper();

  private final FakeApiServer api = FakeApiServer.start();
  private int addresses;

  Cluster() throws IOException {
    for (int i = 0; i < NAMESPACES; i++) {
      api.apply(object("v1", "Namespace", "", "ns-" + i));
    }
    for (int i = 0; i < SERVICES; i++) {
      apply("svc-" + i, namespace(i), clusterIp(i), share(ENDPOINTS, i));
    }
    apply("three", namespace(0), "None", 3);
    apply("hundred", namespace(0), "None", 100);
  }

  URI uri() {
    return api.uri();
  }

  private static int share(int all, int i) {
    return all / SERVICES + (i < all % SERVICES ? 1 : 0);
  }

  private static String namespace(int i) {
    return "ns-" + i % NAMESPACES;
  }

  private static String clusterIp(int i) {
    return "10.96." + (1 + i / 250) + "." + (1 + i % 250);
  }

  private static String podIp(int i) {
    return "10." + (200 + i / 62_500) + "." + i / 250 % 250 + "." + (1 + i % 250);
  }

  private void apply(String name, String namespace, String clusterIp, int endpoints) {
    ObjectNode service = object("v1", "Service", namespace, name);
    ObjectNode spec =
        service.putObject("spec").put("clusterIP", clusterIp).put("type", "ClusterIP");
    spec.putArray("clusterIPs").add(clusterIp);
    spec.putArray("ports").addObject().put("name", "http").put("port", 80).put("protocol", "TCP");
    api.apply(service);

    ObjectNode slice = object("discovery.k8s.io/v1", "EndpointSlice", namespace, name + "-slice");
    slice
        .withObjectProperty("metadata")
        .putObject("labels")
        .put("kubernetes.io/service-name", name);
    slice.put("addressType", "IPv4");
    slice
        .putArray("ports")
        .addObject()
        .put("name", "http")
        .put("port", 8080)
        .put("protocol", "TCP");
    ArrayNode list = slice.putArray("endpoints");
    for (int i = 0; i < endpoints; i++) {
      ObjectNode endpoint = list.addObject();
      endpoint.putArray("addresses").add(podIp(addresses++));
      endpoint.putObject("conditions").put("ready", true);
    }
    api.apply(slice);
  }

  private static ObjectNode object(String version, String kind, String namespace, String name) {
    ObjectNode object = JSON.createObjectNode().put("apiVersion", version).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata").put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    return object;
  }

  /* What is asked. */

  private static String service(int i) {
    return "svc-" + i + "." + namespace(i) + ".svc.cluster.local A";
  }

  private static String search(int i) {
    return outsideName(i) + "." + namespace(i) + ".svc.cluster.local A " + NXDOMAIN;
  }

  private static String outside(int i) {
    return outsideName(i) + " A";
  }

  private static String outsideName(int i) {
    return "www.host" + i + ".example.org";
  }

  /** Writes a file of queries for each kind of work. */
  static void writeQueries(Path folder) throws IOException {
    List<String> cluster = IntStream.range(0, SERVICES).mapToObj(Cluster::service).toList();
    List<String> search = IntStream.range(0, SERVICES).mapToObj(Cluster::search).toList();
    List<String> outside = IntStream.range(0, SERVICES).mapToObj(Cluster::outside).toList();
    Files.write(folder.resolve("cluster"), cluster);
    Files.write(folder.resolve("search"), search);
    Files.write(folder.resolve("outside"), outside);
    Files.writeString(folder.resolve("three"), "three.ns-0.svc.cluster.local A\n");
    Files.writeString(folder.resolve("hundred"), "hundred.ns-0.svc.cluster.local A\n");
    Files.writeString(folder.resolve("miss"), "abcdefgh.miss.example.org A\n");

    List<String> mix = new ArrayList<>();
    for (int i = 0; i < MIXED; i++) {
      List<String> kind = i % 10 < 6 ? cluster : i % 10 < 9 ? search : outside;
      mix.add(kind.get(i % SERVICES));
    }
    Collections.shuffle(mix, new Random(1));
    Files.write(folder.resolve("mix"), mix);
  }

  /** Writes the same names as the zones cluster.local and example.org. */
  static void writeZones(Path folder) throws IOException {
    List<String> cluster = new ArrayList<>(start("cluster.local"));
    List<String> outside = new ArrayList<>(start("example.org"));
    for (int i = 0; i < SERVICES; i++) {
      cluster.add("svc-" + i + "." + namespace(i) + ".svc A " + clusterIp(i));
      outside.add("www.host" + i + " A 192.0.2." + (1 + i % 250));
    }
    IntStream.range(0, 3).forEach(i -> cluster.add("three.ns-0.svc A " + podIp(i)));
    IntStream.range(0, 100).forEach(i -> cluster.add("hundred.ns-0.svc A " + podIp(i)));
    outside.add("*.miss A 192.0.2.1");
    Files.write(folder.resolve("cluster.local.zone"), cluster);
    Files.write(folder.resolve("example.org.zone"), outside);
  }

  private static List<String> start(String zone) {
    return List.of(
        "$ORIGIN " + zone + ".",
        "$TTL 3600",
        "@ SOA ns.dns hostmaster 1 7200 1800 86400 3600",
        "@ NS ns.dns",
        "ns.dns A 192.0.2.53");
  }

  @Override
  public void close() {
    api.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import java.util.List;
import java.util.stream.Stream;

/**
 * A configuration that both servers run with.
 *
 * <p><i>Immutable.</i>
 *
 * @param zones its zones, as the Corefile has them
 * @param options the lines of its directive {@code kubernetes}, but for the API server
 */
record Variant(String name, String zones, List<String> options) {
  private static final int DEFAULT_TTL = 5;

  /** The zone of the cluster set, which only some serve. */
  static final String CLUSTER_SET = "clusterset.local";

  static final List<Variant> ALL =
      List.of(
          of(
              "kubeadm",
              "cluster.local in-addr.arpa ip6.arpa",
              "pods insecure",
              "fallthrough in-addr.arpa ip6.arpa",
              "ttl 30"),
          of(
              "verified",
              "cluster.local in-addr.arpa ip6.arpa",
              "pods verified",
              "fallthrough in-addr.arpa ip6.arpa"),
          of("disabled", "cluster.local", "pods disabled", "fallthrough", "ttl 0"),
          of(
              "pod-names",
              "cluster.local in-addr.arpa ip6.arpa",
              "pods verified",
              "endpoint_pod_names",
              "ttl 3600"),
          of(
              "empty-service",
              "cluster.local 10.0.0.0/8",
              "pods insecure",
              "ignore empty_service",
              "fallthrough 10.in-addr.arpa"),
          of(
              "namespaces",
              "k8s.example.com in-addr.arpa ip6.arpa",
              "pods insecure",
              "namespaces default app",
              "namespaces marker svc"),
          of("noendpoints", "cluster.local in-addr.arpa ip6.arpa", "pods verified", "noendpoints"),
          of(
              "namespace-labels",
              "cluster.local in-addr.arpa",
              "pods insecure",
              "namespace_labels env in (prod, test)"),
          of("labels", "cluster.local in-addr.arpa ip6.arpa", "pods verified", "labels tier=front"),
          of("zonal", "cluster.local in-addr.arpa ip6.arpa", "pods insecure", "zonal"),
          of(
              "multicluster",
              "cluster.local clusterset.local in-addr.arpa ip6.arpa",
              "pods insecure",
              "multicluster clusterset.local"),
          of("two-zones", "cluster.local example.com", "pods insecure", "ttl 5"));

  private static Variant of(String name, String zones, String... options) {
    return new Variant(name, zones, List.of(options));
  }

  /** The zones that names of services lie in. */
  List<String> forwardZones() {
    return List.of(zones.split(" ")).stream()
        .filter(zone -> !zone.endsWith(".arpa") && !zone.contains("/"))
        .toList();
  }

  /** All its zones, with dots at their ends. */
  List<String> zoneNames() {
    return Stream.of(zones.split(" ")).map(Variant::zoneName).toList();
  }

  /** A zone; for an address prefix, of whole octets, that of its reverse names. */
  private static String zoneName(String zone) {
    if (!zone.contains("/")) {
      return zone + ".";
    }
    int octets = Integer.parseInt(zone.substring(zone.indexOf('/') + 1)) / Byte.SIZE;
    List<String> prefix =
        List.of(zone.substring(0, zone.indexOf('/')).split("\\.")).subList(0, octets);
    return String.join(".", prefix.reversed()) + ".in-addr.arpa.";
  }

  /** The time to live of its records. */
  int ttl() {
    return options.stream()
        .filter(line -> line.startsWith("ttl "))
        .map(line -> Integer.valueOf(line.substring("ttl ".length())))
        .findFirst()
        .orElse(DEFAULT_TTL);
  }

  /** Whether a line of the directive begins like this. */
  boolean has(String option) {
    return options.stream().anyMatch(line -> line.startsWith(option));
  }

  /** The Corefile. */
  String corefile(int port, Object apiServer, Object upstream) {
    return """
    .:%d {
        errors
        kubernetes %s {
            endpoint %s
            %s
        }
        forward . %s
        loadbalance
    }
    """
        .formatted(port, zones, apiServer, String.join("\n        ", options), upstream);
  }
}

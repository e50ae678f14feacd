// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.testing;

import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.Kind;

/**
 * An object of a {@link LargeCluster}.
 *
 * <p><i>Immutable.</i>
 *
 * @param index its number among those of its kind
 * @param service the number of the service that it is of
 * @param namespace the number of its namespace
 */
record LargeObject(
    LargeCluster cluster, Kind kind, int index, int service, int namespace, Change change)
    implements Template.Filling {
  private static final Template NAMESPACE = Template.named("namespace");
  private static final Template SERVICE = Template.named("service");
  private static final Template CLUSTER_IP = Template.named("spec-clusterip");
  private static final Template THREE_PORTS = Template.named("spec-ports");
  private static final Template HEADLESS = Template.named("spec-headless");
  private static final Template EXTERNAL = Template.named("spec-external");
  private static final Template SLICE = Template.named("endpointslice");
  private static final Template ENDPOINT = Template.named("endpoint");
  private static final Template PORT_OF_SLICE = Template.named("ports-one");
  private static final Template PORTS_OF_SLICE = Template.named("ports-three");
  private static final Template POD = Template.named("pod");

  private static final String[] WORDS = {
    "accounts", "billing", "cart", "catalog", "checkout", "gateway", "inventory", "ledger",
    "mailer", "notifications", "orders", "payments", "pricing", "recommendations", "search", "users"
  };

  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int POD_NETWORK = 10 << 24;
  private static final int SERVICE_NETWORK = 172 << 24 | 16 << 16;
  private static final int NODE_NETWORK = 192 << 24 | 168 << 16;
  private static final int PODS_OF_NODE = 30;
  private static final int MOST_PODS = 1 << 20;
  private static final int NETWORKS = 16;

  /**
   * What has happened to an object.
   *
   * @param revision how often an endpoint of a slice was replaced, one after the other
   * @param time of the last time
   */
  record Change(long version, int revision, String time) {
    static final Change NONE = new Change(1, 0, "2026-11-20T16:40:39Z");
  }

  /** Writes its fields, without the braces around them. */
  void write(JsonBuffer out) {
    switch (kind) {
      case NAMESPACE -> NAMESPACE.write(out, this);
      case SERVICE -> SERVICE.write(out, this);
      case ENDPOINT_SLICE -> SLICE.write(out, this);
      case POD -> POD.write(out, this);
      case SERVICE_IMPORT -> throw new IllegalStateException("there are none");
    }
  }

  @Override
  public void put(String hole, JsonBuffer out) {
    switch (hole) {
      case "namespace" -> out.put("team-").put(namespaceName());
      case "service" -> out.put(serviceName());
      case "version" -> out.put(change.version());
      case "changed" -> out.put(change.time());
      case "uid" -> uid(kind, index, out);
      case "owner" -> uid(Kind.SERVICE, service, out);
      case "spec" -> spec().write(out, this);
      case "address" -> out.put(address());
      case "slice" -> out.put(serviceName()).put("-").put(suffix(index));
      case "endpoints" -> endpoints(out);
      case "ports" -> (hasPorts(service) ? PORTS_OF_SLICE : PORT_OF_SLICE).write(out, this);
      case "replicaset" -> out.put(serviceName()).put("-").put(hash());
      case "hash" -> out.put(hash());
      case "pod" -> out.put(serviceName()).put("-").put(hash()).put("-").put(suffix(index));
      case "suffix" -> out.put(suffix(index));
      case "checksum" -> out.put(hex(index).repeat(4));
      case "node" -> out.put("ip-").put(host().replace('.', '-')).put(".eu-central-1.internal");
      case "host" -> out.put(host());
      case "zone" -> out.put("eu-central-1").put(String.valueOf((char) ('a' + node() % 3)));
      default -> throw new IllegalArgumentException(hole);
    }
  }

  private String namespaceName() {
    return String.valueOf(10_000 + namespace).substring(1);
  }

  String serviceName() {
    return WORDS[service % WORDS.length] + "-" + service;
  }

  /** The names of the service and of its namespace. */
  String serviceKey() {
    return serviceName() + ".team-" + namespaceName();
  }

  private Template spec() {
    if (isExternal(service)) {
      return EXTERNAL;
    }
    return isHeadless(service) ? HEADLESS : hasPorts(service) ? THREE_PORTS : CLUSTER_IP;
  }

  static boolean isExternal(int service) {
    return service % 50 == 7;
  }

  private static boolean isHeadless(int service) {
    return service % 10 == 0;
  }

  private static boolean hasPorts(int service) {
    return service % 5 == 3;
  }

  private String address() {
    return kind == Kind.SERVICE
        ? new Ipv4Address(SERVICE_NETWORK + 10 + index).text()
        : podAddress(index, change.revision());
  }

  /** The address that a pod has, or the one that took its place. */
  private static String podAddress(int pod, int replacement) {
    return new Ipv4Address(POD_NETWORK + 256 + pod + replacement % NETWORKS * MOST_PODS).text();
  }

  private void endpoints(JsonBuffer out) {
    int first = cluster.firstEndpoint(service, index);
    int count = cluster.endpoints(service, index);
    for (int i = 0; i < count; i++) {
      out.put(i == 0 ? "{" : "},{");
      int replacements = (change.revision() + count - 1 - i) / count;
      Change its = new Change(change.version(), replacements, change.time());
      ENDPOINT.write(out, new LargeObject(cluster, Kind.POD, first + i, service, namespace, its));
    }
    out.put(count == 0 ? "" : "}");
  }

  /** The address that the last change brought, of a slice that has endpoints. */
  String lastAddress() {
    int count = cluster.endpoints(service, index);
    int last = change.revision() - 1;
    return podAddress(cluster.firstEndpoint(service, index) + last % count, last / count + 1);
  }

  private int node() {
    return index / PODS_OF_NODE;
  }

  private String host() {
    return new Ipv4Address(NODE_NETWORK + 10 + node()).text();
  }

  private String hash() {
    return letters(scatter(service) >>> 1, 10);
  }

  /** Five letters as Kubernetes puts them behind names, other ones for each number. */
  private static String suffix(int number) {
    return letters((number + 1L) * 7_368_787, 5); // prime to the alphabet's size: no two are alike
  }

  private static String letters(long bits, int count) {
    char[] letters = new char[count];
    long rest = bits;
    for (int i = 0; i < count; i++) {
      letters[i] = LETTERS.charAt((int) (rest % LETTERS.length()));
      rest /= LETTERS.length();
    }
    return new String(letters);
  }

  private static void uid(Kind kind, int index, JsonBuffer out) {
    long number = ((long) kind.plural().hashCode() << 32) + 2L * index;
    String high = hex(number);
    String low = hex(number + 1);
    out.put(high.substring(0, 8)).put("-").put(high.substring(8, 12)).put("-4");
    out.put(high.substring(13)).put("-a").put(low.substring(1, 4)).put("-").put(low.substring(4));
  }

  private static String hex(long number) {
    String digits = Long.toHexString(scatter(number));
    return "0".repeat(16 - digits.length()) + digits;
  }

  /** A number that looks random: Steele, Lea and Flood's SplitMix. */
  static long scatter(long number) {
    long bits = (number + 1) * 0x9e3779b97f4a7c15L;
    bits = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ bits >>> 27) * 0x94d049bb133111ebL;
    return bits ^ bits >>> 31;
  }
}

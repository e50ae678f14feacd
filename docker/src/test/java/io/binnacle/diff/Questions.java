// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.diff.KubeObject.Endpoint;
import io.binnacle.diff.KubeObject.ImportObject;
import io.binnacle.diff.KubeObject.NamespaceObject;
import io.binnacle.diff.KubeObject.PodObject;
import io.binnacle.diff.KubeObject.Port;
import io.binnacle.diff.KubeObject.ServiceObject;
import io.binnacle.diff.KubeObject.SliceObject;
import io.binnacle.plugins.kubernetes.cluster.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Random questions about objects of a cluster: names that they give, and names that are nearly so.
 *
 * <p><i>Confined to one thread.</i>
 */
final class Questions {
  private static final List<Integer> OTHER_TYPES =
      List.of(
          Type.CNAME,
          Type.TXT,
          Type.TXT,
          Type.NS,
          Type.SOA,
          Type.MX,
          Type.ANY,
          Type.HTTPS,
          Type.SVCB,
          Type.CAA,
          Type.DS,
          Type.DNSKEY,
          Type.HINFO,
          Type.NAPTR,
          65400);
  private static final List<String> COMMON =
      List.of(
          "",
          "svc",
          "pod",
          "dns",
          "ns.dns",
          "x.ns.dns",
          "dns-version",
          "x.dns-version",
          "default",
          "default.svc",
          "default.pod",
          "nosuch.svc",
          "*",
          "*.default.svc",
          "any.any.svc",
          "kube-dns",
          "_tcp",
          "hostmaster",
          "default.svc.svc",
          "a.b.c.d.e.f.g.default.svc");
  private static final List<String> OUTSIDE =
      List.of(
          ".",
          "local",
          "arpa",
          "in-addr.arpa",
          "ip6.arpa",
          "10.in-addr.arpa",
          "96.10.in-addr.arpa",
          "1.2.3.4.5.in-addr.arpa",
          "01.0.96.10.in-addr.arpa",
          "256.0.96.10.in-addr.arpa",
          "svc.in-addr.arpa",
          "x.svc.in-addr.arpa",
          "ns.dns.in-addr.arpa",
          "dns-version.ip6.arpa",
          "6.9.0.0.0.0.d.f.ip6.arpa",
          "1.0.0.10.in-addr.arpa",
          "www.example.net",
          "alias.example.net",
          "nx.example.net",
          "broken.example.net",
          "empty.example.net",
          "cluster.local.example.net",
          "example.com",
          "notcluster.local",
          "1.0.0.127.in-addr.arpa");
  private static final List<String> LABELS =
      List.of(
          "*", "any", "x", "_", "_tcp", "_http", "svc", "pod", "nosuch", "-", "a\\.b", "0",
          "_zone");
  private static final List<String> ODD_ADDRESSES =
      List.of(
          "10-244-0-1",
          "1-2-3-4",
          "999-2-3-4",
          "01-2-3-4",
          "1-2-3",
          "1-2-3-4-5",
          "--1",
          "fd00--1",
          "fd00-244-0-0-0-0-0-a",
          "FD00-244--A",
          "--ffff-10-0-0-1",
          "-",
          "1--2--3",
          "fd00--0",
          "0-0-0-0");

  private final RandomGenerator random;
  private final Variant variant;

  /** Random questions for servers with this configuration. */
  Questions(RandomGenerator random, Variant variant) {
    this.random = random;
    this.variant = variant;
  }

  /** A question about one of these objects, in a cluster with all of these. */
  Query next(List<KubeObject> subjects, List<KubeObject> all) {
    while (true) {
      try {
        Name name = Name.fromString(letters(maybeMutated(name(pick(subjects), all))), Name.root);
        return query(name, type(name));
      } catch (TextParseException _) {
        // too long: another
      }
    }
  }

  // Names

  private String name(KubeObject subject, List<KubeObject> all) {
    return switch (random.nextInt(20)) {
      case 0 -> join(pick(COMMON), zone());
      case 1 -> pick(OUTSIDE);
      default -> about(subject, all);
    };
  }

  private String about(KubeObject subject, List<KubeObject> all) {
    return switch (subject) {
      case NamespaceObject namespace -> about(namespace);
      case ServiceObject service ->
          chance(15) && !service.clusterIps().isEmpty() && !service.isHeadless()
              ? Addresses.reverse(pick(service.clusterIps()))
              : below(service.namespace(), service.name(), service.ports(), all);
      case ImportObject imported ->
          chance(10) && !imported.ips().isEmpty()
              ? Addresses.reverse(pick(imported.ips()))
              : below(imported.namespace(), imported.name(), imported.ports(), all);
      case SliceObject slice -> about(slice, all);
      case PodObject pod -> about(pod);
    };
  }

  private String about(NamespaceObject namespace) {
    String below = pick(List.of("", "", "nosuch", "web", "10-244-0-1", "x.y"));
    return join(join(below, namespace.name()), pick(List.of("svc", "svc", "pod")) + "." + zone());
  }

  private String about(PodObject pod) {
    String ip = pod.ips().isEmpty() ? "10.244.0.1" : pick(pod.ips());
    return switch (random.nextInt(6)) {
      case 0 -> Addresses.reverse(ip);
      case 1 -> join(pod.name(), pod.namespace() + ".pod." + zone());
      case 2 -> join(pick(ODD_ADDRESSES), pod.namespace() + ".pod." + zone());
      default -> join(Addresses.dashed(ip), pod.namespace() + ".pod." + zone());
    };
  }

  private String about(SliceObject slice, List<KubeObject> all) {
    List<String> addresses =
        slice.endpoints().stream().flatMap(e -> e.addresses().stream()).toList();
    int reverse = slice.labels().containsKey(Labels.SERVICE) ? 25 : 1; // CoreDNS has no answer then
    if (chance(reverse) && !addresses.isEmpty() && !slice.addressType().equals("FQDN")) {
      return Addresses.reverse(pick(addresses));
    }
    String service = serviceOf(slice);
    return chance(50) && !slice.endpoints().isEmpty()
        ? join(host(slice), service(slice.namespace(), service))
        : below(slice.namespace(), service, slice.ports(), all);
  }

  /** A service's own name or one below it. */
  private String below(String namespace, String name, List<Port> ports, List<KubeObject> all) {
    String service = service(namespace, name);
    Port port = ports.isEmpty() ? new Port("http", "TCP", 80) : pick(ports);
    String protocol = chance(80) ? port.protocol() : pick(List.of("TCP", "udp", "Sctp", "", "x"));
    List<SliceObject> slices =
        all.stream()
            .filter(object -> object.namespace().equals(namespace))
            .filter(SliceObject.class::isInstance)
            .map(SliceObject.class::cast)
            .filter(slice -> serviceOf(slice).equals(name) && !slice.endpoints().isEmpty())
            .toList();
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> service;
      case 4, 5 -> "_" + port.name() + "._" + protocol + "." + service;
      case 6 ->
          "_" + pick(List.of("http", "https", "dns", "m", "")) + "._" + protocol + "." + service;
      case 7 -> pick(LABELS) + "." + service;
      case 8 ->
          join(
              pick(List.of("", "europe-1", "a.b", "nowhere")),
              pick(List.of("pin._zone", "prefer._zone", "x._zone", "_zone", "pin"))
                  + "."
                  + service);
      case 9 -> pick(ODD_ADDRESSES) + "." + service;
      default -> slices.isEmpty() ? service : join(host(pick(slices)), service);
    };
  }

  /** What an endpoint is or might be called. */
  private String host(SliceObject slice) {
    Endpoint endpoint = pick(slice.endpoints());
    String label =
        switch (random.nextInt(4)) {
          case 0 -> endpoint.pod();
          case 1, 2 -> endpoint.hostname();
          default -> "";
        };
    String host = label.isEmpty() ? Addresses.dashed(pick(endpoint.addresses())) : label;
    String cluster = slice.labels().getOrDefault(Labels.SOURCE_CLUSTER, "");
    return cluster.isEmpty() || chance(20) ? host : host + "." + cluster;
  }

  /** The service that a slice is of; for other objects, nobody. */
  static String serviceOf(KubeObject slice) {
    return slice
        .labels()
        .getOrDefault(
            Labels.SERVICE, slice.labels().getOrDefault(Labels.IMPORTED_SERVICE, "nobody"));
  }

  private String service(String namespace, String name) {
    return name + "." + namespace + "." + (chance(95) ? "svc" : "pod") + "." + zone();
  }

  private String zone() {
    return chance(97)
        ? pick(variant.forwardZones())
        : pick(List.of(Variant.CLUSTER_SET, "in-addr.arpa"));
  }

  private static String join(String labels, String name) {
    return labels.isEmpty() ? name : labels + "." + name;
  }

  /** Mostly the name itself; else one that is nearly so. */
  private String maybeMutated(String name) throws TextParseException {
    if (chance(85)) {
      return name;
    }
    List<String> labels = new ArrayList<>(List.of(name.split("(?<!\\\\)\\.")));
    if (labels.isEmpty()) {
      return pick(LABELS);
    }
    int at = random.nextInt(labels.size());
    switch (random.nextInt(7)) {
      case 0 -> labels.remove(at);
      case 1 -> labels.add(at, pick(LABELS));
      case 2 -> labels.set(at, pick(LABELS));
      case 3 -> labels.add(at, labels.get(at));
      case 4 -> Collections.swap(labels, 0, at);
      case 5 -> labels.set(at, labels.get(at) + pick(List.of("x", "-", "0")));
      default -> labels.set(at, "_" + labels.get(at));
    }
    return String.join(".", labels);
  }

  private String letters(String name) {
    return switch (random.nextInt(8)) {
      case 0 -> mixed(name);
      case 1 -> capital(name);
      default -> name;
    };
  }

  private String mixed(String name) {
    StringBuilder mixed = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      mixed.append(random.nextBoolean() ? Character.toUpperCase(letter) : letter);
    }
    return mixed.toString();
  }

  private static String capital(String name) {
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  // Types and the rest of a query

  private int type(Name name) {
    boolean isReverse = name.toString().endsWith(".arpa.");
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> isReverse ? Type.PTR : Type.A;
      case 3, 4 -> isReverse ? Type.PTR : Type.AAAA;
      case 5, 6 -> isReverse ? Type.PTR : Type.SRV;
      case 7 -> pick(List.of(Type.PTR, Type.A));
      default -> pick(OTHER_TYPES);
    };
  }

  private Query query(Name name, int type) {
    int dclass = chance(1) ? pick(List.of(DClass.CH, DClass.ANY, DClass.HS)) : DClass.IN;
    Message message = Message.newQuery(Record.newRecord(name, type, dclass));
    message.getHeader().setID(random.nextInt(1 << 16));
    if (chance(10)) {
      message.getHeader().unsetFlag(Flags.RD);
    }
    if (chance(5)) {
      message.getHeader().setFlag(Flags.CD);
    }
    if (chance(5)) {
      message.getHeader().setFlag(Flags.AD);
    }
    if (chance(50)) {
      message.addRecord(opt(), Section.ADDITIONAL);
    }
    return new Query(message);
  }

  private OPTRecord opt() {
    int size = pick(List.of(0, 512, 1232, 1232, 1232, 4096, 65535));
    int version = chance(2) ? 1 : 0;
    int flags = chance(30) ? 0x8000 : 0;
    List<EDNSOption> options =
        switch (random.nextInt(6)) {
          case 0 ->
              List.of(new GenericEDNSOption(10, new byte[] {1, 2, 3, 4, 5, 6, 7, 8})); // cookie
          case 1 -> List.of(new GenericEDNSOption(8, new byte[] {0, 1, 24, 0, (byte) 192, 0, 2}));
          case 2 -> List.of(new GenericEDNSOption(3, new byte[0])); // NSID
          case 3 -> List.of(new GenericEDNSOption(12, new byte[20])); // padding
          default -> List.of();
        };
    return new OPTRecord(size, 0, version, flags, options);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.diff.KubeObject.PodObject;
import io.binnacle.diff.KubeObject.ServiceObject;
import io.binnacle.diff.KubeObject.SliceObject;
import io.binnacle.plugins.kubernetes.cluster.Labels;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Type;

/** Rules about which names exist. */
final class NameRules {
  /** Those of a reverse name, with that of the root. */
  private static final int IPV6_LABELS = 32 + "ip6.arpa.".split("\\.").length + 1;

  private NameRules() {}

  static Answer otherClass(Case asked, Answer theirs) {
    return asked.query().dclass() == DClass.IN || theirs.rcode().equals("BADVERS")
        ? theirs
        : theirs.withRcode("REFUSED").without("aa").without("ra").withoutRecords();
  }

  /** CoreDNS does not look whether the name exists. */
  static Answer soa(Case asked, Answer theirs) throws IOException {
    boolean isMeant = asked.isType(Type.SOA) && !asked.labels().isEmpty() && theirs.isNoData();
    return isMeant && !asked.exists(asked.query().lowerName())
        ? theirs.withSaid(asked.ask(asked.query().lowerName(), Type.HINFO))
        : theirs;
  }

  static Answer letterCase(Case asked, Answer theirs) throws IOException {
    String name = asked.query().lowerName();
    boolean isServer =
        asked.labels().isEmpty()
            ? asked.isType(Type.NS)
            : asked.labels().equals(List.of("ns", "dns"));
    boolean isLower = asked.query().name().toString().equals(name);
    boolean isMeant = isServer && !List.of("REFUSED", "BADVERS").contains(theirs.rcode());
    return isMeant && !isLower ? theirs.withSaid(asked.ask(name, asked.query().type())) : theirs;
  }

  static Answer ipv6Spelling(Case asked, Answer theirs) throws IOException {
    Answer spelled = theirs;
    if (theirs.isNxdomain() && !asked.labels().isEmpty()) {
      Set<String> spellings = asked.spellings(asked.query().lowerName());
      spellings.remove(asked.query().lowerName());
      for (String name : spellings) {
        Answer other = asked.askLike(name);
        if (other.rcode().equals("NOERROR")) {
          spelled = theirs.withSaid(other);
        }
      }
    }
    return canonical(asked, spelled);
  }

  /** With addresses as labels of targets spelled in the one way, and the name asked as it is. */
  private static Answer canonical(Case asked, Answer spelled) {
    String owner = asked.query().lowerName() + " ";
    Set<String> answer = new TreeSet<>();
    for (String record : spelled.answer()) {
      boolean isOwned = record.startsWith(owner);
      String rest = isOwned ? record.substring(owner.length()) : record;
      answer.add((isOwned ? owner : "") + canonical(asked, rest));
    }
    return spelled.map(record -> canonical(asked, record)).withAnswer(answer);
  }

  private static String canonical(Case asked, String record) {
    String canonical = record;
    for (KubeObject object : asked.objects()) {
      for (String address : Addresses.in(object).toList()) {
        canonical =
            canonical.replace(Addresses.dashed(address) + ".", Addresses.canonical(address) + ".");
      }
    }
    return canonical;
  }

  /** CoreDNS takes the last 32 labels for the address, however many there are. */
  static Answer labelsBeforeAddress(Case asked, Answer theirs) {
    boolean isLonger = asked.query().name().labels() > IPV6_LABELS;
    return isLonger && asked.isReverse() && theirs.is("aa") && theirs.rcode().equals("NOERROR")
        ? theirs.withSaid(asked.noName())
        : theirs;
  }

  /** Any port by any protocol is none, where there are no ports. */
  static Answer anyPort(Case asked, Answer theirs) throws IOException {
    boolean isMeant =
        asked.labels().size() == 5
            && asked.labels().subList(0, 2).equals(List.of("_", "_"))
            && theirs.rcode().equals("NOERROR");
    if (!isMeant) {
      return theirs;
    }
    if (!asked.hasPorts()) {
      return theirs.withSaid(asked.noName());
    }
    Set<String> withPorts = new TreeSet<>(theirs.answer());
    withPorts.retainAll(asked.ours().answer());
    return withPorts.isEmpty() ? theirs : theirs.withAnswer(withPorts);
  }

  static Answer labelsBeforePod(Case asked, Answer theirs) {
    boolean isBelowPod = asked.labelFromRight(0).equals("pod") && asked.labels().size() > 3;
    return isBelowPod && theirs.rcode().equals("NOERROR")
        ? theirs.withSaid(asked.noName())
        : theirs;
  }

  static Answer dashBehindPod(Case asked, Answer theirs) {
    boolean isPod = asked.labelFromRight(0).equals("pod") && asked.labels().size() == 3;
    boolean isMeant = isPod && asked.labels().getFirst().endsWith("-");
    return isMeant && theirs.rcode().equals("NOERROR") ? theirs.withSaid(asked.noName()) : theirs;
  }

  /** CoreDNS knows the first address of a pod only. */
  static Answer dualStackPod(Case asked, Answer theirs) throws IOException {
    boolean isPod = asked.labelFromRight(0).equals("pod") && asked.labels().size() == 3;
    boolean isMeant = isPod && theirs.isNxdomain() && asked.variant().has("pods verified");
    if (!isMeant || !asked.exists(asked.labels().get(1) + ".pod." + asked.zone())) {
      return theirs;
    }
    return Addresses.of(asked.labels().getFirst())
        .filter(address -> hasPod(asked, asked.labels().get(1), address))
        .map(address -> podAnswer(asked, theirs, address))
        .orElse(theirs);
  }

  private static boolean hasPod(Case asked, String namespace, InetAddress address) {
    return asked.objects().stream()
        .filter(PodObject.class::isInstance)
        .map(PodObject.class::cast)
        .filter(pod -> pod.namespace().equals(namespace) && pod.phase().equals("Running"))
        .filter(pod -> !asked.variant().has("labels") || pod.labels().containsValue("front"))
        .flatMap(pod -> pod.ips().stream().skip(1))
        .anyMatch(ip -> InetAddress.ofLiteral(ip).equals(address));
  }

  private static Answer podAnswer(Case asked, Answer theirs, InetAddress address) {
    int type = address instanceof Inet4Address ? Type.A : Type.AAAA;
    return theirs.withSaid(
        asked.isType(type) ? asked.answer(type, address.getHostAddress()) : asked.noData());
  }

  static Answer serviceInReverseZone(Case asked, Answer theirs) {
    boolean isService = List.of("svc", "pod").contains(asked.labelFromRight(0));
    return asked.isReverse() && isService && theirs.isNoData()
        ? theirs.withSaid(asked.noName())
        : theirs;
  }

  /** Names that CoreDNS has for some types only. */
  static Answer ownNames(Case asked, Answer theirs) throws IOException {
    boolean isVersion = List.of("dns-version", "ns.dns").contains(String.join(".", asked.labels()));
    boolean isText =
        asked.isType(Type.TXT)
            && !asked.zone().isEmpty()
            && asked.labels().size() <= 2
            && asked.exists(asked.query().lowerName());
    return theirs.isNxdomain() && (isVersion || isText) ? theirs.withSaid(asked.noData()) : theirs;
  }

  static Answer importWithoutPorts(Case asked, Answer theirs) {
    boolean isMeant =
        theirs.isNxdomain() && asked.labels().size() == 3 && asked.imported().isPresent();
    if (!isMeant || !asked.imported().get().ports().isEmpty()) {
      return theirs;
    }
    for (String ip : asked.imported().get().ips()) {
      int type = ip.contains(":") ? Type.AAAA : Type.A;
      if (asked.isType(type)) {
        return theirs.withSaid(asked.answer(type, InetAddress.ofLiteral(ip).getHostAddress()));
      }
    }
    return asked.imported().get().ips().isEmpty() ? theirs : theirs.withSaid(asked.noData());
  }

  /** Names below which others lie. */
  static Answer steps(Case asked, Answer theirs) throws IOException {
    if (!theirs.isNxdomain() || asked.zone().isEmpty()) {
      return theirs;
    }
    boolean isStep =
        asked.labels().equals(List.of("dns"))
            || (asked.isReverse() ? isReverseStep(asked) : isServiceStep(asked));
    return isStep ? theirs.withSaid(asked.noData()) : theirs;
  }

  /** Addresses whose names are hidden are not told from others here. */
  private static boolean isReverseStep(Case asked) {
    return asked.objects().stream()
        .filter(object -> object instanceof ServiceObject || object instanceof SliceObject)
        .flatMap(Addresses::in)
        .anyMatch(address -> Addresses.reverse(address).endsWith("." + asked.query().lowerName()));
  }

  private static boolean isServiceStep(Case asked) throws IOException {
    String name = asked.query().lowerName();
    if (!asked.labelFromRight(0).equals("svc") || asked.labels().size() < 4) {
      return false;
    }
    if (asked.labels().size() == 5) {
      Set<String> words = Set.of("pin", "prefer");
      return words.contains(asked.labels().getFirst()) && asked.exists("x." + name);
    }
    return asked.labels().size() == 4
        && ((asked.exists("_." + name) && asked.hasPorts())
            || asked.exists("x.pin." + name)
            || isCluster(asked));
  }

  private static boolean isCluster(Case asked) throws IOException {
    String service = asked.labelFromRight(2);
    for (KubeObject object : asked.objects()) {
      if (object instanceof SliceObject slice
          && slice.namespace().equals(asked.labelFromRight(1))
          && slice.labels().getOrDefault(Labels.IMPORTED_SERVICE, "").equals(service)) {
        for (KubeObject.Endpoint endpoint : slice.endpoints()) {
          String label =
              endpoint.hostname().isEmpty()
                  ? Addresses.dashed(endpoint.addresses().getFirst())
                  : endpoint.hostname();
          if (asked.exists(label + "." + asked.query().lowerName())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  static Answer reverseTypes(Case asked, Answer theirs) throws IOException {
    boolean isMeant = theirs.isNxdomain() && !asked.isType(Type.PTR);
    return isMeant && asked.reversed().isPresent() && asked.hasPointers(asked.reversed().get())
        ? theirs.withSaid(asked.noData())
        : theirs;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a name in a zone of a cluster says, whether or not it exists. What it does not say is empty.
 *
 * <p><i>Immutable.</i>
 *
 * @param kind {@code svc} or {@code pod}
 * @param service for a pod, its address
 * @param topologyZone where its endpoints are wanted
 */
public record NameParts(
    String kind,
    String namespace,
    String service,
    String endpoint,
    String cluster,
    String port,
    String protocol,
    String topologyZone) {
  private static final String SVC = "svc";
  private static final String POD = "pod";
  private static final NameParts NONE = new NameParts("", "", "", "", "", "", "", "");

  /** What the question's name, which is in the zone, says; null if it follows no rule. */
  public static @Nullable NameParts parse(ServedZone zone, Question question, boolean isZonal) {
    List<String> labels = LabelRun.labels(question, zone.offsetIn(question)).reversed();
    if (labels.isEmpty()) {
      return NONE;
    }
    String kind = labels.getFirst();
    if (!kind.equals(SVC) && !kind.equals(POD)) {
      return null;
    }
    NameParts parts = new NameParts(kind, at(labels, 1), at(labels, 2), "", "", "", "", "");
    return switch (labels.size()) {
      case 1, 2, 3 -> parts;
      case 4 -> parts.below(labels.get(3), "", "", "", "");
      case 5 -> parts.twoBelow(labels.get(4), labels.get(3), zone.isMulticluster());
      default ->
          isZonal && !zone.isMulticluster() && kind.equals(SVC) && isTopology(labels)
              ? parts.below(
                  "", "", "", "", String.join(".", labels.subList(5, labels.size()).reversed()))
              : null;
    };
  }

  private static String at(List<String> labels, int index) {
    return index < labels.size() ? labels.get(index) : "";
  }

  private static boolean isTopology(List<String> labels) {
    return labels.get(3).equals("_zone") && List.of("pin", "prefer").contains(labels.get(4));
  }

  private NameParts twoBelow(String first, String second, boolean isMulticluster) {
    if (isMulticluster && !first.startsWith("_") && !second.startsWith("_")) {
      return below(first, second, "", "", "");
    }
    PortFilter filter = PortFilter.of(first, second);
    return below("", "", filter.name(), filter.protocol(), "");
  }

  private NameParts below(
      String itsEndpoint,
      String itsCluster,
      String itsPort,
      String itsProtocol,
      String itsTopologyZone) {
    return new NameParts(
        kind, namespace, service, itsEndpoint, itsCluster, itsPort, itsProtocol, itsTopologyZone);
  }
}

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
import java.util.List;
import java.util.Map;

/**
 * An object that changes after others of its kind have changed: who answers as it is now, has seen
 * those changes, too, since objects of a kind arrive in order.
 *
 * <p><i>Confined to one thread.</i>
 */
final class Marker {
  private static final Map<String, String> LABELS = Map.of("tier", "front", "env", "prod");
  private static final List<Port> PORTS = List.of(new Port("http", "TCP", 80));
  private static final int NUMBERS = 250;

  private final Kind kind;
  private final FakeApiServer api;
  private int version;

  /** Puts the marker of this kind into the cluster, which has the namespace {@code default}. */
  Marker(Kind kind, FakeApiServer api) {
    this.kind = kind;
    this.api = api;
    switch (kind) {
      case SERVICE -> {
        apply(slice("marker", "10.244.255.0")); // so that it is not empty
        apply(object());
      }
      case ENDPOINT_SLICE -> {
        apply(service("marker-hl", "None"));
        apply(object());
      }
      default -> apply(object());
    }
  }

  /** Whether servers with these options look at objects of this kind. */
  boolean isSeen(Variant variant) {
    return switch (kind) {
      case NAMESPACE, SERVICE -> true;
      case ENDPOINT_SLICE -> !variant.has("noendpoints");
      case POD -> variant.has("pods verified");
      case SERVICE_IMPORT -> variant.has("multicluster");
    };
  }

  /** Changes. */
  void move() {
    version++;
    if (kind == Kind.NAMESPACE && !isThere()) {
      api.delete(kind.apiVersion(), kind.toString(), "", object().name());
    } else {
      apply(object());
    }
  }

  /** The name that shows how it is now. */
  String name(Variant variant) {
    String zone = variant.forwardZones().getFirst();
    return switch (kind) {
      case NAMESPACE -> "marker.svc." + zone;
      case SERVICE -> "marker.default.svc." + zone;
      case ENDPOINT_SLICE -> "marker-hl.default.svc." + zone;
      case POD -> address().replace('.', '-') + ".default.pod." + zone;
      case SERVICE_IMPORT -> "marker.default.svc." + Variant.CLUSTER_SET;
    };
  }

  /** Whether this, the answer to the question for an IPv4 address of its name, is how it is now. */
  boolean isIn(Answer answer) {
    return kind == Kind.NAMESPACE
        ? answer.rcode().equals(isThere() ? "NOERROR" : "NXDOMAIN")
        : answer.answer().stream().anyMatch(record -> record.endsWith(" " + address()));
  }

  private boolean isThere() {
    return version % 2 == 0;
  }

  private KubeObject object() {
    return switch (kind) {
      case NAMESPACE -> new NamespaceObject("marker", LABELS);
      case SERVICE -> service("marker", address());
      case ENDPOINT_SLICE -> slice("marker-hl", address());
      case POD -> new PodObject("default", "marker", LABELS, "Running", List.of(address()));
      case SERVICE_IMPORT ->
          new ImportObject("default", "marker", LABELS, List.of(address()), PORTS);
    };
  }

  private String address() {
    return "10.255.255." + version % NUMBERS;
  }

  private static ServiceObject service(String name, String ip) {
    return new ServiceObject("default", name, LABELS, "ClusterIP", List.of(ip), "", PORTS, false);
  }

  private static SliceObject slice(String service, String ip) {
    Endpoint endpoint = new Endpoint(List.of(ip), Condition.READY, "", "", "");
    Map<String, String> labels = Map.of(Labels.SERVICE, service, "tier", "front");
    return new SliceObject("default", service, labels, "IPv4", List.of(endpoint), PORTS);
  }

  private void apply(KubeObject object) {
    api.apply(object.json());
  }
}

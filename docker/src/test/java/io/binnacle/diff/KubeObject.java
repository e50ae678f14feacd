// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.plugins.kubernetes.cluster.Kind;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An object of a cluster, by what names depend on. */
sealed interface KubeObject {
  /** What kind it is of. */
  Kind kind();

  /** Where it lies; empty for a namespace itself. */
  String namespace();

  String name();

  Map<String, String> labels();

  /** Writes all but what every object has. */
  void write(ObjectNode object);

  /** As the API server has it. */
  default ObjectNode json() {
    ObjectNode object = JsonMapper.shared().createObjectNode();
    object.put("apiVersion", kind().apiVersion()).put("kind", kind().toString());
    ObjectNode metadata = object.putObject("metadata").put("name", name());
    if (!namespace().isEmpty()) {
      metadata.put("namespace", namespace());
    }
    ObjectNode labels = metadata.putObject("labels");
    labels().forEach(labels::put);
    write(object);
    return object;
  }

  private static void put(ObjectNode object, String field, List<String> values) {
    ArrayNode array = object.putArray(field);
    values.forEach(array::add);
  }

  /**
   * A port of a service or of endpoints.
   *
   * <p><i>Immutable.</i>
   *
   * @param name empty for none
   */
  record Port(String name, String protocol, int number) {
    static void write(ObjectNode object, List<Port> ports) {
      ArrayNode array = object.putArray("ports");
      for (Port port : ports) {
        ObjectNode written = array.addObject();
        if (!port.name.isEmpty()) {
          written.put("name", port.name);
        }
        written.put("protocol", port.protocol).put("port", port.number);
      }
    }
  }

  /**
   * A namespace.
   *
   * <p><i>Immutable.</i>
   */
  record NamespaceObject(String name, Map<String, String> labels) implements KubeObject {
    @Override
    public Kind kind() {
      return Kind.NAMESPACE;
    }

    @Override
    public String namespace() {
      return "";
    }

    @Override
    public void write(ObjectNode object) {}
  }

  /**
   * A service.
   *
   * <p><i>Immutable.</i>
   *
   * @param clusterIps {@code None} for a headless one; empty for an ExternalName
   * @param externalName empty for any other
   */
  record ServiceObject(
      String namespace,
      String name,
      Map<String, String> labels,
      String type,
      List<String> clusterIps,
      String externalName,
      List<Port> ports,
      boolean publishesNotReady)
      implements KubeObject {
    @Override
    public Kind kind() {
      return Kind.SERVICE;
    }

    @Override
    public void write(ObjectNode object) {
      ObjectNode spec = object.putObject("spec").put("type", type);
      if (!clusterIps.isEmpty()) {
        spec.put("clusterIP", clusterIps.getFirst());
        put(spec, "clusterIPs", clusterIps);
      }
      if (!externalName.isEmpty()) {
        spec.put("externalName", externalName);
      }
      if (publishesNotReady) {
        spec.put("publishNotReadyAddresses", true);
      }
      if (type.equals("LoadBalancer")) {
        put(spec, "externalIPs", List.of("198.51.100.7"));
        object
            .withObject("/status/loadBalancer")
            .putArray("ingress")
            .addObject()
            .put("ip", "203.0.113.9");
      }
      Port.write(spec, ports);
    }

    boolean isHeadless() {
      return clusterIps.equals(List.of("None"));
    }
  }

  /** Whether an endpoint takes connections. */
  enum Condition {
    READY,
    UNKNOWN,
    UNREADY,
    TERMINATING
  }

  /**
   * An endpoint.
   *
   * <p><i>Immutable.</i>
   *
   * @param hostname empty for none
   * @param pod empty for none
   * @param zone the topology zone; empty for none
   */
  record Endpoint(
      List<String> addresses, Condition condition, String hostname, String pod, String zone) {
    Endpoint with(Condition changed) {
      return new Endpoint(addresses, changed, hostname, pod, zone);
    }

    void write(ObjectNode object) {
      put(object, "addresses", addresses);
      ObjectNode conditions = object.putObject("conditions");
      switch (condition) {
        case READY -> conditions.put("ready", true).put("serving", true);
        case UNKNOWN -> {}
        case UNREADY -> conditions.put("ready", false);
        case TERMINATING ->
            conditions.put("ready", false).put("serving", true).put("terminating", true);
      }
      if (!hostname.isEmpty()) {
        object.put("hostname", hostname);
      }
      if (!pod.isEmpty()) {
        object.putObject("targetRef").put("kind", "Pod").put("name", pod);
      }
      if (!zone.isEmpty()) {
        object.put("zone", zone);
      }
    }
  }

  /**
   * Endpoints of a service, or some of them. There are none that end where none is ready: CoreDNS
   * does not answer those, and how Binnacle does is told by its own tests.
   *
   * <p><i>Immutable.</i>
   */
  record SliceObject(
      String namespace,
      String name,
      Map<String, String> labels,
      String addressType,
      List<Endpoint> endpoints,
      List<Port> ports)
      implements KubeObject {
    public SliceObject {
      boolean isReady =
          endpoints.stream()
              .anyMatch(
                  e -> e.condition() == Condition.READY || e.condition() == Condition.UNKNOWN);
      endpoints =
          endpoints.stream()
              .map(
                  e ->
                      isReady || e.condition() != Condition.TERMINATING
                          ? e
                          : e.with(Condition.UNREADY))
              .toList();
    }

    @Override
    public Kind kind() {
      return Kind.ENDPOINT_SLICE;
    }

    @Override
    public void write(ObjectNode object) {
      object.put("addressType", addressType);
      ArrayNode array = object.putArray("endpoints");
      endpoints.forEach(endpoint -> endpoint.write(array.addObject()));
      Port.write(object, ports);
    }
  }

  /**
   * A pod.
   *
   * <p><i>Immutable.</i>
   */
  record PodObject(
      String namespace, String name, Map<String, String> labels, String phase, List<String> ips)
      implements KubeObject {
    @Override
    public Kind kind() {
      return Kind.POD;
    }

    @Override
    public void write(ObjectNode object) {
      ObjectNode status = object.putObject("status").put("phase", phase);
      if (!ips.isEmpty()) {
        status.put("podIP", ips.getFirst());
        ArrayNode array = status.putArray("podIPs");
        ips.forEach(ip -> array.addObject().put("ip", ip));
      }
    }
  }

  /**
   * A service of the cluster set.
   *
   * <p><i>Immutable.</i>
   *
   * @param ips empty for a headless one
   */
  record ImportObject(
      String namespace, String name, Map<String, String> labels, List<String> ips, List<Port> ports)
      implements KubeObject {
    @Override
    public Kind kind() {
      return Kind.SERVICE_IMPORT;
    }

    @Override
    public void write(ObjectNode object) {
      ObjectNode spec = object.putObject("spec");
      spec.put("type", ips.isEmpty() ? "Headless" : "ClusterSetIP");
      put(spec, "ips", ips);
      Port.write(spec, ports);
    }
  }
}

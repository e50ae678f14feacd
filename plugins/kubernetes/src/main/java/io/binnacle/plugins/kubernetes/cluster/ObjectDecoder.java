// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of each kind of object.
 *
 * <p><i>Confined to one thread.</i>
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/">Kubernetes API reference</a>
 */
public final class ObjectDecoder {
  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed", "Unknown");

  private final FieldReader read;
  private final Recent<String> strings = new Recent<>();
  private final Recent<Map<String, String>> labels = new Recent<>();

  /** A decoder that complains here; what it complains about is left out of the object. */
  public ObjectDecoder(Complaints complaints) {
    read = new FieldReader(complaints);
  }

  /** The key of an object, or null where it has no name. */
  public @Nullable ObjectKey key(Value object) {
    Value metadata = object.get("metadata");
    String name = read.required(metadata.get("name"), "a name");
    return name == null
        ? null
        : new ObjectKey(strings.share(read.text(metadata.get("namespace"))), name);
  }

  /**
   * The object, or null where no answer needs it: a pod without address, finished, or being
   * deleted. (CoreDNS keeps a pod that is being deleted if it knew it before, so that its replicas
   * differ.)
   */
  public @Nullable ClusterObject decode(Kind kind, ObjectKey key, Value object) {
    return switch (kind) {
      case NAMESPACE -> new Namespace(key.name());
      case SERVICE -> service(key, object);
      case ENDPOINT_SLICE -> endpointSlice(key, object);
      case POD -> pod(key, object);
      case SERVICE_IMPORT -> serviceImport(key, object.get("spec"));
    };
  }

  private Service service(ObjectKey key, Value object) {
    Value spec = object.get("spec");
    Service.Type type = Service.Type.CLUSTER_IP;
    String externalName = "";
    List<Value> clusterIps = List.of();
    if (read.text(spec.get("type")).equals("ExternalName")) {
      type = Service.Type.EXTERNAL_NAME;
      externalName = read.text(spec.get("externalName"));
    } else {
      clusterIps = clusterIps(spec);
      if (!clusterIps.isEmpty() && read.text(clusterIps.getFirst()).equals("None")) {
        type = Service.Type.HEADLESS;
        clusterIps = List.of();
      }
    }
    return new Service(
        key.namespace(),
        key.name(),
        type,
        addresses(clusterIps),
        externalName,
        ports(read.items(spec.get("ports"))),
        external(object),
        spec.get("selector") instanceof Value.Mapping);
  }

  private List<Value> clusterIps(Value spec) {
    List<Value> all = read.items(spec.get("clusterIPs"));
    Value first = spec.get("clusterIP");
    return all.isEmpty() && !read.text(first).isEmpty() ? List.of(first) : all;
  }

  private List<Address> external(Value service) {
    List<Address> external = new ArrayList<>(addresses(service.get("spec").get("externalIPs")));
    for (Value ingress : read.items(service.get("status").get("loadBalancer").get("ingress"))) {
      String hostname = read.text(ingress.get("hostname"));
      if (!read.text(ingress.get("ip")).isEmpty()) {
        external.addAll(addresses(List.of(ingress.get("ip"))));
      } else if (!hostname.isEmpty()) {
        external.add(new DomainName(hostname));
      }
    }
    return external;
  }

  private EndpointSlice endpointSlice(ObjectKey key, Value object) {
    Value labels = object.get("metadata").get("labels");
    boolean hasNames = read.text(object.get("addressType")).equals("FQDN");
    List<Endpoint> endpoints = new ArrayList<>();
    for (Value endpoint : read.items(object.get("endpoints"))) {
      Value conditions = endpoint.get("conditions");
      boolean isReady = read.flag(conditions.get("ready"), true);
      if (isReady || isEnding(conditions)) {
        addEndpoints(endpoint, hasNames, isReady, endpoints);
      }
    }
    return new EndpointSlice(
        key.namespace(),
        key.name(),
        strings.share(read.text(labels.get(Labels.SERVICE))),
        strings.share(read.text(labels.get(Labels.IMPORTED_SERVICE))),
        strings.share(read.text(labels.get(Labels.SOURCE_CLUSTER))),
        endpoints,
        numberedPorts(object),
        millis(read.text(object.get("metadata").get("annotations").get(Labels.LAST_CHANGE))));
  }

  /** Whether an endpoint still serves, though it is about to end. */
  private boolean isEnding(Value conditions) {
    return read.flag(conditions.get("serving"), false)
        && read.flag(conditions.get("terminating"), false);
  }

  private void addEndpoints(
      Value endpoint, boolean hasNames, boolean isReady, List<Endpoint> endpoints) {
    String hostname = read.text(endpoint.get("hostname"));
    String target = read.text(endpoint.get("targetRef").get("name"));
    String zone = strings.share(read.text(endpoint.get("zone")));
    for (Value value : read.items(endpoint.get("addresses"))) {
      Address address = hasNames ? new DomainName(read.text(value)) : read.address(value);
      if (address != null) {
        endpoints.add(new Endpoint(address, hostname, target, zone, isReady));
      }
    }
  }

  private @Nullable Pod pod(ObjectKey key, Value object) {
    Value status = object.get("status");
    if (!(object.get("metadata").get("deletionTimestamp") instanceof Value.Absent)
        || FINISHED.contains(read.text(status.get("phase")))) {
      return null;
    }
    List<Value> values = new ArrayList<>();
    values.add(status.get("podIP"));
    read.items(status.get("podIPs")).forEach(ip -> values.add(ip.get("ip")));
    values.removeIf(value -> read.text(value).isEmpty());
    List<IpAddress> ips = addresses(values).stream().distinct().toList();
    return ips.isEmpty()
        ? null
        : new Pod(
            key.namespace(),
            key.name(),
            ips,
            read.flag(object.get("spec").get("hostNetwork"), false),
            labels(object));
  }

  private Map<String, String> labels(Value object) {
    Map<String, String> shared = new HashMap<>();
    read.texts(object.get("metadata").get("labels"))
        .forEach((label, value) -> shared.put(strings.share(label), strings.share(value)));
    return labels.share(Map.copyOf(shared));
  }

  private ServiceImport serviceImport(ObjectKey key, Value spec) {
    boolean isHeadless = read.text(spec.get("type")).equals("Headless");
    return new ServiceImport(
        key.namespace(),
        key.name(),
        isHeadless ? ServiceImport.Type.HEADLESS : ServiceImport.Type.CLUSTER_SET_IP,
        isHeadless ? List.of() : addresses(spec.get("ips")),
        ports(read.items(spec.get("ports"))));
  }

  private List<IpAddress> addresses(Value list) {
    return addresses(read.items(list));
  }

  private List<IpAddress> addresses(List<Value> values) {
    List<IpAddress> addresses = new ArrayList<>(values.size());
    for (Value value : values) {
      IpAddress address = read.address(value);
      if (address != null) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  private List<Port> ports(List<Value> values) {
    List<Port> ports = new ArrayList<>(values.size());
    for (Value value : values) {
      int number = read.port(value.get("port"));
      if (number > 0) {
        String protocol = read.text(value.get("protocol"));
        ports.add(
            new Port(
                strings.share(read.text(value.get("name"))),
                protocol.isEmpty() ? "TCP" : strings.share(protocol),
                number));
      }
    }
    return ports;
  }

  /** In a slice, a port without number stands for all, and nobody can ask for it. */
  private List<Port> numberedPorts(Value slice) {
    return ports(
        read.items(slice.get("ports")).stream()
            .filter(port -> !(port.get("port") instanceof Value.Absent))
            .toList());
  }

  private static long millis(String timestamp) {
    try {
      return timestamp.isEmpty() ? 0 : Instant.parse(timestamp).toEpochMilli();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }
}

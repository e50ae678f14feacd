// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.FieldReader;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.Ipv6Address;
import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import io.binnacle.plugins.kubernetes.cluster.Port;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.cluster.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The EndpointSlices of a Service that selects Pods, as the cluster's own controller would make
 * them: one for each address family and each set of port numbers.
 *
 * <p><i>Confined to one thread.</i>
 */
final class SelectedEndpoints {
  private final Service service;
  private final Value spec;
  private final FieldReader read;

  /** What a slice's endpoints have in common. */
  private record Group(Class<? extends IpAddress> family, List<Port> ports) {}

  /** A pod, and what of it a Pod does not keep. */
  private record SelectedPod(Pod pod, Value value, FieldReader read) {}

  private SelectedEndpoints(Service service, Manifest manifest) {
    this.service = service;
    this.spec = manifest.value().get("spec");
    this.read = reader(manifest);
  }

  /** The slices of a Service, made of those of these Pods that it selects. */
  static List<EndpointSlice> slices(Manifest service, Collection<Manifest> pods) {
    return service.object() instanceof Service object && object.type() != Service.Type.EXTERNAL_NAME
        ? new SelectedEndpoints(object, service).slices(pods)
        : List.of();
  }

  private List<EndpointSlice> slices(Collection<Manifest> pods) {
    List<SelectedPod> selected = selected(pods);
    Map<Group, List<Endpoint>> groups = new LinkedHashMap<>();
    for (Class<? extends IpAddress> family : families(selected)) {
      for (SelectedPod pod : selected) {
        addEndpoint(pod, family, groups);
      }
    }
    List<EndpointSlice> slices = new ArrayList<>();
    groups.forEach((group, endpoints) -> slices.add(slice(slices.size(), group, endpoints)));
    return slices;
  }

  private List<SelectedPod> selected(Collection<Manifest> pods) {
    Map<String, String> labels = read.texts(spec.get("selector"));
    if (labels.isEmpty()) {
      return List.of();
    }
    LabelSelector selector = LabelSelector.of(labels);
    List<SelectedPod> selected = new ArrayList<>();
    for (Manifest manifest : pods) {
      if (manifest.object() instanceof Pod pod
          && pod.namespace().equals(service.namespace())
          && selector.matches(manifest.labels())) {
        selected.add(new SelectedPod(pod, manifest.value(), reader(manifest)));
      }
    }
    return selected;
  }

  /** As asked for; else those of the cluster addresses; else the pods' primary one. */
  private Set<Class<? extends IpAddress>> families(List<SelectedPod> pods) {
    Set<Class<? extends IpAddress>> families = new LinkedHashSet<>();
    for (Value family : read.items(spec.get("ipFamilies"))) {
      families.add(read.text(family).equals("IPv6") ? Ipv6Address.class : Ipv4Address.class);
    }
    if (families.isEmpty()) {
      service.clusterIps().forEach(ip -> families.add(ip.getClass()));
    }
    if (families.isEmpty() && !pods.isEmpty()) {
      families.add(pods.getFirst().pod().ips().getFirst().getClass());
    }
    return families;
  }

  private void addEndpoint(
      SelectedPod pod, Class<? extends IpAddress> family, Map<Group, List<Endpoint>> groups) {
    for (IpAddress ip : pod.pod().ips()) {
      if (family.isInstance(ip) && isReady(pod)) {
        groups
            .computeIfAbsent(new Group(family, ports(pod)), group -> new ArrayList<>())
            .add(new Endpoint(ip, hostname(pod), pod.pod().name(), "", true));
        return;
      }
    }
  }

  /** A pod whose manifest says nothing of conditions is ready. */
  private boolean isReady(SelectedPod pod) {
    List<Value> conditions = pod.read().items(pod.value().get("status").get("conditions"));
    return conditions.isEmpty()
        || read.flag(spec.get("publishNotReadyAddresses"), false)
        || conditions.stream()
            .filter(condition -> pod.read().text(condition.get("type")).equals("Ready"))
            .anyMatch(condition -> pod.read().text(condition.get("status")).equals("True"));
  }

  private String hostname(SelectedPod pod) {
    Value podSpec = pod.value().get("spec");
    return pod.read().text(podSpec.get("subdomain")).equals(service.name())
        ? pod.read().text(podSpec.get("hostname"))
        : "";
  }

  /** The ports of a pod that those of the service lead to. */
  private List<Port> ports(SelectedPod pod) {
    List<Port> ports = new ArrayList<>();
    List<Value> values = read.items(spec.get("ports"));
    for (int i = 0; i < values.size(); i++) {
      Port port = service.ports().get(i);
      int number = target(values.get(i).get("targetPort"), port, pod);
      if (number > 0) {
        ports.add(new Port(port.name(), port.protocol(), number));
      }
    }
    return ports;
  }

  private int target(Value targetPort, Port port, SelectedPod pod) {
    return switch (targetPort) {
      case Value.Absent _ -> port.number();
      case Value.Text(var _, String name) -> containerPort(pod, name, port.protocol());
      case Value.Literal _, Value.Mapping _, Value.Sequence _ -> read.port(targetPort);
    };
  }

  /** The number of a container's port of this name; 0 when no container has it. */
  private int containerPort(SelectedPod pod, String name, String protocol) {
    for (Value container : pod.read().items(pod.value().get("spec").get("containers"))) {
      for (Value port : pod.read().items(container.get("ports"))) {
        String itsProtocol = pod.read().text(port.get("protocol"));
        if (pod.read().text(port.get("name")).equals(name)
            && (itsProtocol.isEmpty() ? "TCP" : itsProtocol).equals(protocol)) {
          return pod.read().port(port.get("containerPort"));
        }
      }
    }
    return 0;
  }

  /** A slash, which no written name can have, keeps the name from those of written slices. */
  private EndpointSlice slice(int number, Group group, List<Endpoint> endpoints) {
    return new EndpointSlice(
        service.namespace(),
        service.name() + "/" + number,
        service.name(),
        "",
        "",
        endpoints,
        group.ports(),
        0);
  }

  private static FieldReader reader(Manifest of) {
    return new FieldReader(ManifestReader.complaints(of.file()));
  }
}

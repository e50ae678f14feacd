// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.snapshot;

import io.binnacle.plugins.kubernetes.cluster.Address;
import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.DomainName;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.Ipv6Address;
import io.binnacle.plugins.kubernetes.cluster.Namespace;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import io.binnacle.plugins.kubernetes.cluster.Port;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.cluster.ServiceImport;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How objects are written in a snapshot: a number for what it is, then its fields in order. Any
 * change here is another {@link SnapshotFile#VERSION}. When a slice changed is left out: that is no
 * news any more.
 *
 * <p><i>Confined to one thread.</i>
 */
final class ObjectForm {
  private static final int NAMESPACE = 1;
  private static final int SERVICE = 2;
  private static final int ENDPOINT_SLICE = 3;
  private static final int POD = 4;
  private static final int SERVICE_IMPORT = 5;

  // What an address is; and beside that, in an endpoint's first byte, what else it has.
  private static final int IPV4 = 0;
  private static final int IPV6 = 1;
  private static final int NAME = 2;
  private static final int ADDRESS = 3;
  private static final int READY = 4;
  private static final int HOSTNAME = 8;
  private static final int TARGET = 16;
  private static final int ZONE = 32;

  private static final int MAX_PORT = 0xffff;

  private ObjectForm() {}

  /**
   * Writes objects. The pods of one workload lie side by side and have the same labels, which are
   * written once.
   *
   * <p><i>Confined to one thread.</i>
   */
  static final class Writer {
    private final SnapshotOutput out;
    private Map<String, String> labels = Map.of();

    Writer(SnapshotOutput out) {
      this.out = out;
    }

    void write(ClusterObject object) throws IOException {
      switch (object) {
        case Namespace namespace -> begin(NAMESPACE, namespace);
        case Service service -> {
          begin(SERVICE, service);
          out.shared(service.type().name());
          out.list(service.clusterIps(), this::address);
          out.text(service.externalName());
          out.list(service.ports(), this::port);
          out.list(service.external(), this::address);
          out.put(service.hasSelector() ? 1 : 0);
        }
        case EndpointSlice slice -> {
          begin(ENDPOINT_SLICE, slice);
          out.shared(slice.service());
          out.shared(slice.serviceImport());
          out.shared(slice.cluster());
          out.list(slice.endpoints(), this::endpoint);
          out.list(slice.ports(), this::port);
        }
        case Pod pod -> {
          begin(POD, pod);
          out.list(pod.ips(), this::address);
          out.put(pod.isOnHostNetwork() ? 1 : 0);
          labels(pod.labels());
        }
        case ServiceImport service -> {
          begin(SERVICE_IMPORT, service);
          out.shared(service.type().name());
          out.list(service.ips(), this::address);
          out.list(service.ports(), this::port);
        }
      }
    }

    private void begin(int what, ClusterObject object) throws IOException {
      out.put(what);
      out.shared(object.namespace());
      out.text(object.name());
    }

    private void labels(Map<String, String> these) throws IOException {
      boolean isSame = these.equals(labels);
      out.put(isSame ? 1 : 0);
      if (!isSame) {
        out.list(List.copyOf(these.entrySet()), this::label);
        labels = these;
      }
    }

    private void label(Map.Entry<String, String> label) throws IOException {
      out.shared(label.getKey());
      out.shared(label.getValue());
    }

    private void port(Port port) throws IOException {
      out.shared(port.name());
      out.shared(port.protocol());
      out.number(port.number());
    }

    private void endpoint(Endpoint endpoint) throws IOException {
      out.put(
          what(endpoint.address())
              | (endpoint.isReady() ? READY : 0)
              | (endpoint.hostname().isEmpty() ? 0 : HOSTNAME)
              | (endpoint.target().isEmpty() ? 0 : TARGET)
              | (endpoint.zone().isEmpty() ? 0 : ZONE));
      bits(endpoint.address());
      if (!endpoint.hostname().isEmpty()) {
        out.text(endpoint.hostname());
      }
      if (!endpoint.target().isEmpty()) {
        out.text(endpoint.target());
      }
      if (!endpoint.zone().isEmpty()) {
        out.shared(endpoint.zone());
      }
    }

    private void address(Address address) throws IOException {
      out.put(what(address));
      bits(address);
    }

    private static int what(Address address) {
      return switch (address) {
        case Ipv4Address _ -> IPV4;
        case Ipv6Address _ -> IPV6;
        case DomainName _ -> NAME;
      };
    }

    private void bits(Address address) throws IOException {
      switch (address) {
        case Ipv4Address ip -> out.putInt(ip.bits());
        case Ipv6Address ip -> {
          out.putLong(ip.high());
          out.putLong(ip.low());
        }
        case DomainName name -> out.text(name.text());
      }
    }
  }

  /**
   * Reads objects.
   *
   * <p><i>Confined to one thread.</i>
   */
  static final class Reader {
    private final SnapshotInput in;
    private Map<String, String> labels = Map.of();

    Reader(SnapshotInput in) {
      this.in = in;
    }

    ClusterObject read() throws IOException {
      int what = in.get();
      String namespace = in.shared();
      String name = in.text();
      return switch (what) {
        case NAMESPACE -> new Namespace(name);
        case SERVICE ->
            new Service(
                namespace,
                name,
                constant(Service.Type.values()),
                in.list(this::ip),
                in.text(),
                in.list(this::port),
                in.list(this::address),
                flag());
        case ENDPOINT_SLICE ->
            new EndpointSlice(
                namespace,
                name,
                in.shared(),
                in.shared(),
                in.shared(),
                in.list(this::endpoint),
                in.list(this::port),
                0);
        case POD -> new Pod(namespace, name, in.list(this::ip), flag(), labels());
        case SERVICE_IMPORT ->
            new ServiceImport(
                namespace,
                name,
                constant(ServiceImport.Type.values()),
                in.list(this::ip),
                in.list(this::port));
        default -> throw SnapshotException.malformed("an object");
      };
    }

    private <T extends Enum<T>> T constant(T[] all) throws IOException {
      String name = in.shared();
      for (T each : all) {
        if (each.name().equals(name)) {
          return each;
        }
      }
      throw SnapshotException.malformed("a type");
    }

    private boolean flag() throws IOException {
      return in.number(1) == 1;
    }

    private Map<String, String> labels() throws IOException {
      boolean isSame = flag();
      if (!isSame) {
        Map<String, String> read = new HashMap<>();
        for (Map.Entry<String, String> label : in.list(this::label)) {
          read.put(label.getKey(), label.getValue());
        }
        labels = Map.copyOf(read);
      }
      return labels;
    }

    private Map.Entry<String, String> label() throws IOException {
      return Map.entry(in.shared(), in.shared());
    }

    private Port port() throws IOException {
      return new Port(in.shared(), in.shared(), in.number(MAX_PORT));
    }

    private Endpoint endpoint() throws IOException {
      int what = in.get();
      return new Endpoint(
          address(what & ADDRESS),
          (what & HOSTNAME) == 0 ? "" : in.text(),
          (what & TARGET) == 0 ? "" : in.text(),
          (what & ZONE) == 0 ? "" : in.shared(),
          (what & READY) != 0);
    }

    private IpAddress ip() throws IOException {
      if (address() instanceof IpAddress ip) {
        return ip;
      }
      throw SnapshotException.malformed("an IP address");
    }

    private Address address() throws IOException {
      return address(in.get());
    }

    private Address address(int what) throws IOException {
      return switch (what) {
        case IPV4 -> new Ipv4Address(in.bits());
        case IPV6 -> new Ipv6Address(in.longBits(), in.longBits());
        case NAME -> new DomainName(in.text());
        default -> throw SnapshotException.malformed("an address");
      };
    }
  }
}

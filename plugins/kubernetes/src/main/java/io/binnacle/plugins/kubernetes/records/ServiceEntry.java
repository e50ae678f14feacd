// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one service, and what was found out about its names since. A change makes a
 * new entry, which has found nothing yet: so no finding outlives what it was drawn from.
 *
 * <p><i>Safe for use by many threads</i>: what is known is immutable; what was found follows from
 * it, whoever finds it.
 */
final class ServiceEntry {
  /** Nothing is known. */
  static final ServiceEntry NONE = new ServiceEntry(null, List.of());

  private final @Nullable Service service;

  /** In the order of their names, so that answers do not depend on the order of events. */
  private final List<EndpointSlice> slices;

  /** Whether an endpoint is ready; if none is, those that end are better than nothing. */
  private final boolean isReady;

  private final Findings findings = new Findings();

  /** The same for external zones; made when first needed, as few services are asked for there. */
  private volatile @Nullable Outside outside;

  /** What was found out of one way to make answers; another way begins anew. */
  private record Outside(ExternalOptions options, Findings findings) {}

  /** Endpoints by name; made when first needed. An entry is always asked by the same names. */
  private volatile @Nullable Map<String, List<Member>> hosts;

  private ServiceEntry(@Nullable Service service, List<EndpointSlice> slices) {
    this.service = service;
    this.slices = slices;
    this.isReady =
        slices.stream().anyMatch(slice -> slice.endpoints().stream().anyMatch(Endpoint::isReady));
  }

  ServiceEntry with(@Nullable Service changed) {
    return new ServiceEntry(changed, slices);
  }

  ServiceEntry with(EndpointSlice changed) {
    List<EndpointSlice> after = new ArrayList<>(slices.size() + 1);
    for (EndpointSlice slice : slices) {
      if (!slice.name().equals(changed.name())) {
        after.add(slice);
      }
    }
    int at = 0;
    while (at < after.size() && after.get(at).name().compareTo(changed.name()) < 0) {
      at++;
    }
    after.add(at, changed);
    return new ServiceEntry(service, List.copyOf(after));
  }

  ServiceEntry without(String sliceName) {
    return new ServiceEntry(
        service, slices.stream().filter(slice -> !slice.name().equals(sliceName)).toList());
  }

  boolean isEmpty() {
    return service == null && slices.isEmpty();
  }

  /** The service, or null while only slices are known. */
  @Nullable Service service() {
    return service;
  }

  boolean isHeadless() {
    return service != null && service.type() == Service.Type.HEADLESS;
  }

  /** Whether it has a cluster IP with no endpoint behind that. */
  boolean isIdle() {
    return service != null && service.type() == Service.Type.CLUSTER_IP && !hasEndpoints(_ -> true);
  }

  /** Whether there is an endpoint to answer with in one of the slices wanted. */
  boolean hasEndpoints(Predicate<EndpointSlice> isWanted) {
    for (EndpointSlice slice : slices) {
      if (isWanted.test(slice) && isAnyAnswered(slice)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAnyAnswered(EndpointSlice slice) {
    for (Endpoint endpoint : slice.endpoints()) {
      if (isAnswered(endpoint)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAnswered(Endpoint endpoint) {
    return endpoint.isReady() || !isReady;
  }

  /** The endpoints to answer with, of the slices wanted. */
  List<Member> members(Predicate<EndpointSlice> isWanted) {
    List<Member> members = new ArrayList<>();
    for (EndpointSlice slice : slices) {
      if (isWanted.test(slice)) {
        for (Endpoint endpoint : slice.endpoints()) {
          if (isAnswered(endpoint)) {
            members.add(new Member(endpoint, slice));
          }
        }
      }
    }
    return members;
  }

  /** The endpoints that have this name below the service; empty if none has. */
  List<Member> members(String host, HostNames names) {
    Map<String, List<Member>> byName = hosts;
    if (byName == null) {
      byName = new HashMap<>();
      for (Member member : members(_ -> true)) {
        byName.computeIfAbsent(names.of(member), _ -> new ArrayList<>(1)).add(member);
      }
      byName.remove("");
      hosts = byName;
    }
    return byName.getOrDefault(host, List.of());
  }

  /** Whether the service has this address. */
  boolean hasClusterIp(IpAddress address) {
    return service != null && service.clusterIps().contains(address);
  }

  /** The names below the service that endpoints at this address have, as one slice lists them. */
  Set<String> hostsAt(IpAddress address, String sliceName, HostNames names) {
    Set<String> found = new LinkedHashSet<>();
    for (Member member : members(slice -> slice.name().equals(sliceName))) {
      if (member.endpoint().address().equals(address)) {
        found.add(names.of(member));
      }
    }
    found.remove("");
    return found;
  }

  /** Whether this slice lists an endpoint to answer with at this address. */
  boolean hasEndpoint(IpAddress address, String sliceName) {
    return members(slice -> slice.name().equals(sliceName)).stream()
        .anyMatch(member -> member.endpoint().address().equals(address));
  }

  /** The names below the service that the endpoints of a slice have. */
  Set<String> hosts(String sliceName, HostNames names) {
    Set<String> found = new LinkedHashSet<>();
    members(slice -> slice.name().equals(sliceName)).forEach(member -> found.add(names.of(member)));
    found.remove("");
    return found;
  }

  /** What was found out about this question, or null. */
  @Nullable Finding recall(Question question) {
    return findings.get(question);
  }

  /** Keeps what was found out. */
  Finding remember(Question question, Finding finding) {
    findings.put(question, finding);
    return finding;
  }

  /** What was found out about this question in an external zone, or null. */
  @Nullable Finding recallOutside(Question question, ExternalOptions options) {
    Outside known = outside;
    return known != null && known.options.equals(options) ? known.findings.get(question) : null;
  }

  /** Keeps what was found out about a question in an external zone. */
  Finding rememberOutside(Question question, ExternalOptions options, Finding finding) {
    Outside known = outside;
    if (known == null || !known.options.equals(options)) {
      known = new Outside(options, new Findings());
      outside = known;
    }
    known.findings.put(question, finding);
    return finding;
  }
}

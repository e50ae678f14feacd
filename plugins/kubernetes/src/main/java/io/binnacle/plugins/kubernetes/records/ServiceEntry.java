// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  static final ServiceEntry NONE = new ServiceEntry(null, List.of(), false);

  private final @Nullable Service service;

  /** Of each slice, in the order of their names: answers do not depend on the order of events. */
  private final List<Members> slices;

  /** Whether an endpoint is ready; if none is, those that end are better than nothing. */
  private final boolean isReady;

  private final Findings findings = new Findings();

  /** The same for its own name, which most questions are about; a race forgets one of them. */
  private volatile @Nullable OwnFinding own;

  /** The same for external zones; made when first needed, as few services are asked for there. */
  private volatile @Nullable Outside outside;

  /**
   * What was found out about a service's own name in a zone: a list of few, looked through without
   * a look at the name. A zone is the same object until the next reload.
   */
  private static final class OwnFinding {
    final byte[] zone;
    final int type;
    final Finding finding;
    final @Nullable OwnFinding next;

    OwnFinding(byte[] zone, int type, Finding finding, @Nullable OwnFinding next) {
      this.zone = zone;
      this.type = type;
      this.finding = finding;
      this.next = next;
    }
  }

  /** What was found out of one way to make answers; another way begins anew. */
  private record Outside(ExternalOptions options, Findings findings) {}

  private ServiceEntry(@Nullable Service service, List<Members> slices, boolean isReady) {
    this.service = service;
    this.slices = slices;
    this.isReady = isReady;
  }

  ServiceEntry with(@Nullable Service changed) {
    return new ServiceEntry(changed, slices, isReady);
  }

  /** With this slice in place of its predecessor; all others stay what they are. */
  ServiceEntry with(EndpointSlice changed) {
    List<Members> after = new ArrayList<>(slices.size() + 1);
    after.addAll(slices);
    int at = indexOf(changed.name());
    Members members = Members.of(changed, isReady);
    if (at < 0) {
      after.add(-1 - at, members);
    } else {
      after.set(at, members);
    }
    return withSlices(after);
  }

  ServiceEntry without(String sliceName) {
    List<Members> after = new ArrayList<>(slices);
    int at = indexOf(sliceName);
    if (at >= 0) {
      after.remove(at);
    }
    return withSlices(after);
  }

  private ServiceEntry withSlices(List<Members> after) {
    boolean isReadyAfter = after.stream().anyMatch(members -> hasReady(members.slice()));
    if (isReadyAfter != isReady) {
      after.replaceAll(members -> Members.of(members.slice(), isReadyAfter));
    }
    return new ServiceEntry(service, List.copyOf(after), isReadyAfter);
  }

  private static boolean hasReady(EndpointSlice slice) {
    return slice.endpoints().stream().anyMatch(Endpoint::isReady);
  }

  /** Where the slice of this name is, or -1 and less the place where it would be. */
  private int indexOf(String sliceName) {
    int low = 0;
    int high = slices.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = slices.get(middle).slice().name().compareTo(sliceName);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
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
    for (Members members : slices) {
      if (!members.isEmpty() && isWanted.test(members.slice())) {
        return true;
      }
    }
    return false;
  }

  /** The endpoints to answer with, of the slices wanted. */
  List<Members> members(Predicate<EndpointSlice> isWanted) {
    List<Members> wanted = new ArrayList<>(slices.size());
    for (Members members : slices) {
      if (!members.isEmpty() && isWanted.test(members.slice())) {
        wanted.add(members);
      }
    }
    return wanted;
  }

  /** The endpoints that have this name below the service; empty if none has. */
  List<Members> members(String name, HostNames names) {
    List<Members> named = new ArrayList<>(1);
    for (Members members : slices) {
      Members some = members.named(name, names);
      if (some != null) {
        named.add(some);
      }
    }
    return named;
  }

  private @Nullable Members members(String sliceName) {
    int at = indexOf(sliceName);
    return at < 0 ? null : slices.get(at);
  }

  /** Whether the service has this address. */
  boolean hasClusterIp(IpAddress address) {
    return service != null && service.clusterIps().contains(address);
  }

  /** The names below the service that endpoints at this address have, as one slice lists them. */
  Set<String> hostsAt(IpAddress address, String sliceName, HostNames names) {
    Members members = members(sliceName);
    return members == null
        ? Set.of()
        : members.where(endpoint -> endpoint.address().equals(address)).byName(names).keySet();
  }

  /** Whether this slice lists an endpoint to answer with at this address. */
  boolean hasEndpoint(IpAddress address, String sliceName) {
    Members members = members(sliceName);
    return members != null && members.isAt(address);
  }

  /** The names below the service that the endpoints of a slice have. */
  Set<String> hosts(String sliceName, HostNames names) {
    Members members = members(sliceName);
    return members == null ? Set.of() : members.byName(names).keySet();
  }

  /** What was found out about the service's own name in this zone, or null. */
  @Nullable Finding recall(byte[] zone, int type) {
    for (OwnFinding known = own; known != null; known = known.next) {
      if (known.type == type && Arrays.equals(known.zone, zone)) {
        return known.finding;
      }
    }
    return null;
  }

  /** Keeps what was found out. */
  void remember(byte[] zone, int type, Finding finding) {
    own = new OwnFinding(zone, type, finding, own);
  }

  /** What was found out about a question below that name, or null. */
  @Nullable Finding recall(Question question) {
    return findings.get(question);
  }

  /** Keeps what was found out. */
  void remember(Question question, Finding finding) {
    findings.put(question, finding);
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

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.NameTable;
import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.ClusterIndex;
import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Namespace;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.cluster.ServiceImport;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a cluster, arranged for questions: services by name, and who has an address.
 *
 * <p>All about a service lies in one {@link ServiceEntry}, replaced as a whole, so that its names
 * change together. The tables by address hold keys only; whoever follows one finds in the entry
 * whether it still holds.
 *
 * <p><i>Safe for use by many threads</i>: readers never wait; the methods of {@link ClusterIndex}
 * belong to one writer at a time.
 */
public final class RecordIndex implements ClusterIndex {
  private final RecordOptions options;
  private final InstantSource clock;
  private final ProgrammingLatency latency;

  /** The writer's books, which others may read: what has been applied, by kind. */
  private final Map<Kind, Map<ObjectKey, ClusterObject>> objects = new EnumMap<>(Kind.class);

  /** The kinds of which all that is known was known before this process began. */
  private final Set<Kind> restored = EnumSet.noneOf(Kind.class);

  private final NameTable<Namespace> namespaces = new NameTable<>();
  private final NameTable<ServiceEntry> services = new NameTable<>();
  private final NameTable<ServiceEntry> imports = new NameTable<>();
  private final AddressTable<ObjectKey> clusterIps = new AddressTable<>();
  private final AddressTable<ObjectKey> externalIps = new AddressTable<>();
  private final AddressTable<SliceKey> endpoints = new AddressTable<>();
  private final AddressTable<Pod> pods = new AddressTable<>();

  private final Map<Kind, Integer> counts = new ConcurrentHashMap<>();

  private volatile Set<Kind> unknown;
  private volatile Set<Kind> stale = Set.of();
  private volatile int serial;

  /** Where in the tables a slice is found. */
  record SliceKey(ObjectKey service, String slice) {
    /** Null when it names no service. */
    static @Nullable SliceKey of(EndpointSlice slice, String service) {
      return service.isEmpty()
          ? null
          : new SliceKey(new ObjectKey(slice.namespace(), service), slice.name());
    }
  }

  /** An index that is synced once all objects of these kinds have been listed. */
  public RecordIndex(
      RecordOptions options, Set<Kind> wanted, InstantSource clock, ProgrammingLatency latency) {
    this.options = options;
    this.unknown = Set.copyOf(wanted);
    this.clock = clock;
    this.latency = latency;
    for (Kind kind : Kind.values()) {
      objects.put(kind, new ConcurrentHashMap<>());
    }
  }

  // For readers

  /** Whether all objects have been listed once. */
  public boolean isSynced() {
    return unknown.isEmpty();
  }

  /** Whether all objects of this kind have been listed once. */
  boolean isListed(Kind kind) {
    return !unknown.contains(kind);
  }

  /** Whether all was known once, but changes are not heard any more. */
  public boolean isStale() {
    return !stale.isEmpty() && isSynced();
  }

  /** How many objects of each kind are known. */
  public Map<Kind, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** All objects that are known; what changes meanwhile is among them as it was, or as it is. */
  public List<ClusterObject> objects() {
    List<ClusterObject> all = new ArrayList<>();
    objects.values().forEach(known -> all.addAll(known.values()));
    return all;
  }

  /** The second of the last change that answers may show, since 1970; 0 before the first. */
  public int serial() {
    return serial;
  }

  /** Whether there is such a namespace: the question's one label at this offset. */
  boolean hasNamespace(Question question, int offset) {
    return namespaces.get(question, offset, LabelRun.behind(question, offset)) != null;
  }

  /** The service whose name and namespace are the question's labels between these offsets. */
  @Nullable ServiceEntry service(Question question, int from, int to) {
    return services.get(question, from, to);
  }

  /** The service of the cluster set of that name. */
  @Nullable ServiceEntry serviceImport(Question question, int from, int to) {
    return imports.get(question, from, to);
  }

  /** The service, if its addresses have names: it is there, not an alias, and it is shown. */
  @Nullable ServiceEntry shown(ObjectKey key) {
    byte[] name = LabelRun.of(key.name(), key.namespace());
    ServiceEntry entry = name == null ? null : services.get(name);
    Service service = entry == null ? null : entry.service();
    return entry != null
            && service != null
            && service.type() != Service.Type.EXTERNAL_NAME
            && isShown(service, entry)
        ? entry
        : null;
  }

  /**
   * A service that is shown.
   *
   * @param entry what is known of it
   */
  record Shown(Service service, ServiceEntry entry) {}

  /** All services that are shown, of the cluster or of the cluster set, by namespace and name. */
  List<Shown> shown(boolean areImports) {
    List<Shown> all = new ArrayList<>();
    (areImports ? imports : services)
        .forEach(
            (name, entry) -> {
              Service service = entry.service();
              if (service != null && isShown(service, entry)) {
                all.add(new Shown(service, entry));
              }
            });
    all.sort(Comparator.comparing(shown -> ServiceNames.name(shown.service().key())));
    return all;
  }

  private boolean isShown(Service service, ServiceEntry entry) {
    byte[] namespace = LabelRun.of(service.namespace());
    return namespace != null
        && namespaces.get(namespace) != null
        && !(options.hidesEmptyServices() && entry.isIdle());
  }

  /** The services that may have this cluster IP. */
  List<ObjectKey> servicesAt(IpAddress address) {
    return clusterIps.at(address);
  }

  /** The services that may have this external address. */
  List<ObjectKey> servicesOutsideAt(IpAddress address) {
    return externalIps.at(address);
  }

  /** The slices that may list this address. */
  List<SliceKey> slicesAt(IpAddress address) {
    return endpoints.at(address);
  }

  /**
   * The pod that has this address for certain: nobody else is known to have it, neither another pod
   * nor its node, and nobody can have got it unheard. Null where there is none, or doubt.
   */
  public @Nullable Pod certainPodAt(IpAddress address) {
    List<Pod> there = pods.at(address);
    return there.size() == 1
            && !there.getFirst().isOnHostNetwork()
            && isListed(Kind.POD)
            && !stale.contains(Kind.POD)
        ? there.getFirst()
        : null;
  }

  /** The pods that have this address. */
  List<Pod> podsAt(IpAddress address) {
    return pods.at(address);
  }

  /** Whether a service or an endpoint has an address from {@code first} to {@code last}. */
  boolean hasAddress(IpAddress first, IpAddress last) {
    return clusterIps.hasAny(first, last) || endpoints.hasAny(first, last);
  }

  /** Whether a service has an external address from {@code first} to {@code last}. */
  boolean hasExternalAddress(IpAddress first, IpAddress last) {
    return externalIps.hasAny(first, last);
  }

  // For the writer

  @Override
  public void apply(ClusterObject object) {
    String namespace = object.kind() == Kind.NAMESPACE ? object.name() : object.namespace();
    if (options.mayShow(namespace)) {
      ClusterObject before = known(object.kind()).get(object.key());
      ClusterObject after =
          object instanceof EndpointSlice slice ? kept(slice, (EndpointSlice) before) : object;
      if (!after.equals(before)) { // else the old one stays, as the entries hold it, too
        known(after.kind()).put(after.key(), after);
        change(after.kind(), after.key(), before, after);
        if (object instanceof EndpointSlice slice) {
          measure(slice);
        }
      }
    }
  }

  /** What is kept of a slice, as much of it as can be being what is held already. */
  private EndpointSlice kept(EndpointSlice slice, @Nullable EndpointSlice before) {
    EndpointSlice stripped = options.strip(slice);
    return before == null
        ? stripped
        : stripped.withEndpoints(
            EndpointChange.between(before.endpoints(), stripped.endpoints()).merged());
  }

  /**
   * What was there from the beginning says nothing: how long it took to be answered is not known.
   */
  private void measure(EndpointSlice changed) {
    byte[] name = LabelRun.of(changed.service(), changed.namespace());
    ServiceEntry entry = name == null ? null : services.get(name);
    Service service = entry == null ? null : entry.service();
    if (service != null
        && changed.lastChangeMillis() > 0
        && isListed(Kind.ENDPOINT_SLICE)
        && !restored.contains(Kind.ENDPOINT_SLICE)) {
      latency.answered(service, Math.max(0, clock.millis() - changed.lastChangeMillis()));
    }
  }

  @Override
  public void remove(Kind kind, ObjectKey key) {
    ClusterObject before = known(kind).remove(key);
    if (before != null) {
      change(kind, key, before, null);
    }
  }

  /**
   * These are all objects of the cluster as it was before this process began. Each kind counts as
   * known and not heard any more, until it is listed.
   */
  public void restore(List<ClusterObject> before) {
    before.forEach(this::apply);
    restored.addAll(unknown);
    restored.forEach(this::lost);
    unknown = Set.of();
  }

  @Override
  public void listed(Kind kind, Set<ObjectKey> keys) {
    List<ObjectKey> gone = new ArrayList<>(known(kind).keySet());
    gone.removeIf(keys::contains);
    gone.forEach(key -> remove(kind, key));
    counts.put(kind, known(kind).size());
    unknown = without(unknown, kind);
    restored.remove(kind);
    found(kind);
  }

  @Override
  public void lost(Kind kind) {
    Set<Kind> more = new HashSet<>(stale);
    more.add(kind);
    stale = Set.copyOf(more);
  }

  @Override
  public void found(Kind kind) {
    stale = without(stale, kind);
  }

  private static Set<Kind> without(Set<Kind> kinds, Kind kind) {
    return kinds.stream().filter(each -> each != kind).collect(Collectors.toUnmodifiableSet());
  }

  private Map<ObjectKey, ClusterObject> known(Kind kind) {
    return Objects.requireNonNull(objects.get(kind));
  }

  /** What there is under a key has changed, at least one of the two being there. */
  private void change(
      Kind kind, ObjectKey key, @Nullable ClusterObject before, @Nullable ClusterObject after) {
    switch (kind) {
      case NAMESPACE -> namespace(key, (Namespace) after);
      case SERVICE -> service(key, (Service) before, (Service) after);
      case ENDPOINT_SLICE -> slice((EndpointSlice) before, (EndpointSlice) after);
      case POD -> pod((Pod) before, (Pod) after);
      case SERVICE_IMPORT -> serviceImport(key, (ServiceImport) after);
    }
    serial = (int) clock.instant().getEpochSecond();
    counts.put(kind, known(kind).size());
  }

  private void namespace(ObjectKey key, @Nullable Namespace after) {
    byte[] name = LabelRun.of(key.name());
    if (name != null && after != null) {
      namespaces.put(name, after);
    } else if (name != null) {
      namespaces.remove(name);
    }
  }

  private void service(ObjectKey key, @Nullable Service before, @Nullable Service after) {
    Set<IpAddress> inside = after == null ? Set.of() : new HashSet<>(after.clusterIps());
    Set<IpAddress> outside = after == null ? Set.of() : after.externalIps();
    clusterIps.add(inside, key);
    externalIps.add(outside, key);
    update(services, key, entry -> entry.with(after));
    if (before != null) {
      clusterIps.remove(without(before.clusterIps(), inside), key);
      externalIps.remove(without(before.externalIps(), outside), key);
    }
  }

  private static Set<IpAddress> without(Collection<IpAddress> before, Set<IpAddress> after) {
    Set<IpAddress> gone = new HashSet<>(before);
    gone.removeAll(after);
    return gone;
  }

  private void serviceImport(ObjectKey key, @Nullable ServiceImport after) {
    Service service = after == null ? null : asService(after);
    update(imports, key, entry -> entry.with(service));
  }

  /** The names of an import are made as those of a service are. */
  private static Service asService(ServiceImport from) {
    Service.Type type =
        switch (from.type()) {
          case CLUSTER_SET_IP -> Service.Type.CLUSTER_IP;
          case HEADLESS -> Service.Type.HEADLESS;
        };
    return new Service(
        from.namespace(), from.name(), type, from.ips(), "", from.ports(), List.of(), false);
  }

  private void slice(@Nullable EndpointSlice before, @Nullable EndpointSlice after) {
    SliceKey from = before == null ? null : SliceKey.of(before, before.service());
    SliceKey to = after == null ? null : SliceKey.of(after, after.service());
    List<Endpoint> old = before == null || from == null ? List.of() : before.endpoints();
    List<Endpoint> current = after == null || to == null ? List.of() : after.endpoints();
    boolean isThere = from != null && from.equals(to);
    if (to != null) {
      endpoints.add(EndpointChange.between(isThere ? old : List.of(), current).added(), to);
    }
    move(services, from, to, after);
    move(
        imports,
        before == null ? null : SliceKey.of(before, before.serviceImport()),
        after == null ? null : SliceKey.of(after, after.serviceImport()),
        after);
    if (from != null) {
      endpoints.remove(EndpointChange.between(old, isThere ? current : List.of()).removed(), from);
    }
  }

  /** Puts a slice where it belongs, and takes it from where it does not belong any more. */
  private static void move(
      NameTable<ServiceEntry> table,
      @Nullable SliceKey from,
      @Nullable SliceKey to,
      @Nullable EndpointSlice slice) {
    if (to != null && slice != null) {
      update(table, to.service(), entry -> entry.with(slice));
    }
    if (from != null && !from.equals(to)) {
      update(table, from.service(), entry -> entry.without(from.slice()));
    }
  }

  private void pod(@Nullable Pod before, @Nullable Pod after) {
    if (after != null) {
      pods.add(after.ips(), after);
    }
    if (before != null) {
      pods.remove(before.ips(), before);
    }
  }

  /** Replaces the entry of a service; nothing happens where its name cannot be one in the DNS. */
  private static void update(
      NameTable<ServiceEntry> table, ObjectKey key, UnaryOperator<ServiceEntry> change) {
    byte[] name = LabelRun.of(key.name(), key.namespace());
    if (name == null) {
      return;
    }
    ServiceEntry before = table.get(name);
    ServiceEntry after = change.apply(before == null ? ServiceEntry.NONE : before);
    if (after.isEmpty()) {
      table.remove(name);
    } else {
      table.put(name, after);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Labels;
import io.binnacle.plugins.kubernetes.cluster.Namespace;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that manifests describe: the objects that they hold, and those that a cluster would
 * add to them. Every namespace that something lies in exists, since nothing could lie there
 * otherwise; a Service with a selector has endpoints, where no EndpointSlice was written for it.
 *
 * <p><i>Confined to one thread.</i>
 */
final class ManifestCluster {
  private final Selection selection;
  private final Map<Kind, Map<ObjectKey, Manifest>> manifests = new HashMap<>();
  private final List<ClusterObject> objects = new ArrayList<>();

  private ManifestCluster(Selection selection) {
    this.selection = selection;
  }

  /** The objects selected of those that these files describe. */
  static List<ClusterObject> read(List<Path> files, Selection selection) {
    return of(files.stream().flatMap(file -> ManifestReader.manifests(file).stream()), selection);
  }

  /** The objects selected of those that these manifests describe. */
  static List<ClusterObject> of(Stream<Manifest> manifests, Selection selection) {
    ManifestCluster cluster = new ManifestCluster(selection);
    manifests.forEachOrdered(cluster::add);
    cluster.build();
    return cluster.objects;
  }

  private void add(Manifest manifest) {
    Map<ObjectKey, Manifest> ofKind =
        manifests.computeIfAbsent(manifest.kind(), kind -> new LinkedHashMap<>());
    Manifest other = ofKind.putIfAbsent(manifest.key(), manifest);
    if (other != null) {
      throw new ManifestException(
          manifest.file(),
          manifest.value().mark(),
          "expected each object once, found %s %s again, which is at %s:%d"
              .formatted(
                  manifest.kind(), manifest.key(), other.file(), other.value().mark().line()));
    }
  }

  private Collection<Manifest> all(Kind kind) {
    return manifests.getOrDefault(kind, Map.of()).values();
  }

  private void build() {
    addNamespaces();
    addServices();
    for (Kind kind : List.of(Kind.ENDPOINT_SLICE, Kind.POD, Kind.SERVICE_IMPORT)) {
      all(kind).forEach(manifest -> select(manifest.object(), manifest.labels()));
    }
  }

  private void addNamespaces() {
    Map<String, Map<String, String>> labels = new LinkedHashMap<>();
    manifests
        .values()
        .forEach(all -> all.keySet().forEach(key -> labels.put(key.namespace(), Map.of())));
    labels.remove("");
    all(Kind.NAMESPACE).forEach(manifest -> labels.put(manifest.key().name(), manifest.labels()));
    labels.forEach(
        (name, own) -> select(new Namespace(name), with(own, Labels.NAMESPACE_NAME, name)));
  }

  private void addServices() {
    Set<ObjectKey> sliced = new HashSet<>();
    for (Manifest slice : all(Kind.ENDPOINT_SLICE)) {
      String service = slice.labels().getOrDefault(Labels.SERVICE, "");
      sliced.add(new ObjectKey(slice.key().namespace(), service));
    }
    for (Manifest manifest : all(Kind.SERVICE)) {
      select(manifest.object(), manifest.labels());
      if (!sliced.contains(manifest.key())) {
        // The controller hands the labels of the Service on.
        Map<String, String> labels = with(manifest.labels(), Labels.SERVICE, manifest.key().name());
        SelectedEndpoints.slices(manifest, all(Kind.POD)).forEach(slice -> select(slice, labels));
      }
    }
  }

  private static Map<String, String> with(Map<String, String> labels, String key, String value) {
    Map<String, String> all = new HashMap<>(labels);
    all.put(key, value);
    return all;
  }

  private void select(@Nullable ClusterObject object, Map<String, String> labels) {
    if (object != null
        && selection.kinds().contains(object.kind())
        && selection.labels(object.kind()).matches(labels)) {
      objects.add(object);
    }
  }
}

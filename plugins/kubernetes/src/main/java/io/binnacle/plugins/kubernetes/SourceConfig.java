// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Options;
import io.binnacle.plugins.kubernetes.cluster.ClusterSource;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerAccess;
import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerSource;
import io.binnacle.plugins.kubernetes.cluster.manifests.ManifestSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the directive {@code kubernetes} has a cluster learned from: manifests, or else a
 * kubeconfig file, or else an address with a client's identity, or else the account of the pod.
 *
 * <p><i>Immutable.</i>
 */
record SourceConfig(
    List<Path> manifests,
    ApiServerAccess.@Nullable Kubeconfig kubeconfig,
    @Nullable URI endpoint,
    ApiServerAccess.@Nullable Tls tls) {
  private static final Logger logger = LoggerFactory.getLogger(SourceConfig.class);

  static SourceConfig parse(Options options) {
    return new SourceConfig(
        options.values("manifests", SourceConfig::manifests).stream()
            .flatMap(List::stream)
            .toList(),
        options.<ApiServerAccess.@Nullable Kubeconfig>value(
            "kubeconfig", null, SourceConfig::kubeconfig),
        options.<@Nullable URI>value("endpoint", null, SourceConfig::endpoint),
        options.<ApiServerAccess.@Nullable Tls>value("tls", null, SourceConfig::tls));
  }

  /** Files and folders, relative to the file that names them. */
  private static List<Path> manifests(Directive option) throws CorefileException {
    option.argument(0, "a file or a folder");
    List<Path> paths = new ArrayList<>();
    for (int i = 0; option.has(i); i++) {
      Path corefile = Path.of(option.position().file());
      paths.add(corefile.resolveSibling(path(option, i, "a file or a folder")));
    }
    return paths;
  }

  private static ApiServerAccess.Kubeconfig kubeconfig(Directive option) throws CorefileException {
    option.arguments(1, 2, "a file");
    return new ApiServerAccess.Kubeconfig(
        path(option, 0, "a file"), option.has(1) ? option.argument(1, "a context").text() : null);
  }

  private static URI endpoint(Directive option) throws CorefileException {
    URI endpoint = option.value(0, "the URL of an API server", SourceConfig::uri);
    if (option.has(1)) {
      logger.warn("only the first endpoint is used: {}", endpoint);
    }
    return endpoint;
  }

  private static ApiServerAccess.Tls tls(Directive option) throws CorefileException {
    option.arguments(3, 3, "files with a certificate, a key and authorities");
    return new ApiServerAccess.Tls(
        path(option, 0, "a file"), path(option, 1, "a file"), path(option, 2, "a file"));
  }

  private static Path path(Directive option, int index, String what) throws CorefileException {
    return option.value(index, what, Path::of); // InvalidPathException is an argument's
  }

  private static URI uri(String text) {
    URI uri = URI.create(text.contains("://") ? text : "http://" + text);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException(text);
    }
    return uri;
  }

  ClusterSource source(Selection selection) {
    return manifests.isEmpty()
        ? new ApiServerSource(access(), selection)
        : new ManifestSource(manifests, selection);
  }

  private ApiServerAccess access() {
    if (kubeconfig != null) {
      return kubeconfig;
    }
    return endpoint == null
        ? new ApiServerAccess.InCluster()
        : new ApiServerAccess.Endpoint(endpoint, tls);
  }
}

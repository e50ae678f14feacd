// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import io.binnacle.plugins.kubernetes.cluster.MapIndex;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import io.binnacle.plugins.kubernetes.cluster.manifests.ManifestSource;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster is the same, whether it is read from its manifests or from its API server. */
class SameClusterTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "team=blue"})
  void isTheSameFromBothSources(String labels) throws IOException, URISyntaxException {
    Selection selection =
        new Selection(true, true, true, LabelSelector.parse(labels), LabelSelector.ALL);
    Path manifests =
        Path.of(
            Objects.requireNonNull(
                    getClass()
                        .getResource("/io/binnacle/plugins/kubernetes/kubernetes-cluster.yaml"))
                .toURI());
    MapIndex fromManifests = new MapIndex();
    new ManifestSource(List.of(manifests), selection)
        .start(fromManifests, (host, code, nanos) -> {})
        .close();

    try (FakeApiServer server = FakeApiServer.start()) {
      server.apply(Files.readString(manifests));
      try (Fed fed = Fed.from(server, selection, Fed.HASTY)) {
        fed.awaitWatching();

        assertThat(fed.index.objects()).isEqualTo(fromManifests.objects());
      }
    }
  }
}

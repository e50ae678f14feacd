// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code conf} has for a cluster's operator says one and the same. */
class InstallTest {
  private static final int DNS_PORT = 53;
  private static final Environment EMPTY = new Environment(_ -> null);

  @Test
  void theCorefileSaysWhatKubeadmsSays() throws Exception {
    assertThat(ours().hash()).isEqualTo(new StockCorefile("kubeadm").unchanged().hash());
  }

  @Test
  void theManifestHasTheCorefile() throws Exception {
    String text = (String) requireNonNull(data().get("Corefile"));

    assertThat(Corefile.parse("ConfigMap", text, DNS_PORT, EMPTY).hash()).isEqualTo(ours().hash());
  }

  private static Corefile ours() throws CorefileException {
    return Corefile.read(House.ROOT.resolve("conf/Corefile"), DNS_PORT, EMPTY);
  }

  /** What the ConfigMap holds. */
  private static Map<?, ?> data() throws IOException {
    String text = Files.readString(House.ROOT.resolve("conf/kubernetes/binnacle.yaml"));
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
      if (document instanceof Map<?, ?> manifest && "ConfigMap".equals(manifest.get("kind"))) {
        return (Map<?, ?>) requireNonNull(manifest.get("data"));
      }
    }
    throw new AssertionError("no ConfigMap");
  }
}

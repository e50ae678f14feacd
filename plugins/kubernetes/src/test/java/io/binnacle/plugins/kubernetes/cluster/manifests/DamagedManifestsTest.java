// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever is in a file: it is a cluster, or a sentence says where it is not. */
class DamagedManifestsTest {
  private static final byte[] WORDS =
      " \n\t:-{}[],'\"#&*!|>%@`~?<=0129azNone\u0000\u007f".getBytes(StandardCharsets.UTF_8);
  private static final int LONGEST = 6000;

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void areACluster(@ForAll Random random) throws IOException {
    byte[] whole = cluster();
    int from = random.nextInt(whole.length - LONGEST);
    byte[] part = Arrays.copyOfRange(whole, from, from + 1 + random.nextInt(LONGEST));
    for (int i = random.nextInt(20); i > 0; i--) {
      part[random.nextInt(part.length)] = WORDS[random.nextInt(WORDS.length)];
    }
    Path file = Files.createTempFile("damaged", random.nextBoolean() ? ".yaml" : ".json");
    try {
      Files.write(file, part);

      assertThat(ManifestCluster.read(List.of(file), ManifestFolder.ALL)).doesNotContainNull();
    } catch (ManifestException e) {
      assertThat(e.getMessage()).startsWith(file + ":").hasLineCount(1);
    } finally {
      Files.delete(file);
    }
  }

  private static byte[] cluster() {
    try (var in =
        DamagedManifestsTest.class.getResourceAsStream(
            "/io/binnacle/plugins/kubernetes/kubernetes-cluster.yaml")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the distribution says about what it is made of. */
class BillOfMaterialsIT {
  private static final Path HOME =
      House.files("docker/target", "/THIRD-PARTY").stream()
          .map(Path::getParent)
          .filter(folder -> Files.isDirectory(folder.resolve("lib")))
          .findFirst()
          .orElseThrow();

  @Test
  void namesALicenceForEachJar() throws Exception {
    String licences = Files.readString(HOME.resolve("THIRD-PARTY")).replace(':', '-');

    assertThat(jars())
        .filteredOn(jar -> !jar.startsWith("binnacle-"))
        .isNotEmpty()
        .allSatisfy(jar -> assertThat(licences).contains("-" + jar + " - "));
  }

  @Test
  void listsEachJarWithItsLicenceAsCycloneDx() throws Exception {
    JsonNode sbom = JsonMapper.shared().readTree(HOME.resolve("sbom.json").toFile());

    assertThat(sbom.path("bomFormat").asString()).isEqualTo("CycloneDX");
    List<String> licensed =
        Stream.concat(
                Stream.of(sbom.path("metadata").path("component")),
                sbom.path("components").valueStream())
            .filter(component -> !component.path("licenses").isEmpty())
            .map(each -> each.path("name").asString() + "-" + each.path("version").asString())
            .toList();
    assertThat(licensed).containsAll(jars());
  }

  /** The files in lib, without their endings. */
  private static List<String> jars() throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
      return files.map(file -> file.getFileName().toString().replaceFirst("\\.jar$", "")).toList();
    }
  }
}

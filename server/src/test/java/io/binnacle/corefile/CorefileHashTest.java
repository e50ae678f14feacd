// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorefileHashTest {
  private static final String TEXT =
      """
      example.org {
        cache 30 {
          success 5000
        }
      }
      """;

  @TempDir private Path folder;

  private static String hash(String text) throws CorefileException {
    return Corefile.parse("Corefile", text, 53, new Environment(name -> "30")).hash();
  }

  @Test
  void isASha512InHexadecimal() throws Exception {
    assertThat(hash(TEXT)).matches("[0-9a-f]{128}");
  }

  @Test
  void commentsBlanksQuotesAndPlacesDoNotCount() throws Exception {
    assertThat(
            hash("# a comment\n\nexample.org {\n\tcache \"30\" { # another\n success 5000\n}\n}"))
        .isEqualTo(hash(TEXT));
  }

  @Test
  void whatVariablesStandForCounts() throws Exception {
    assertThat(hash(TEXT.replace("30", "{$TTL}"))).isEqualTo(hash(TEXT));
    assertThat(hash(TEXT.replace("30", "{$TTL}1"))).isNotEqualTo(hash(TEXT));
  }

  @Test
  void zonesNamesValuesAndBracesCount() throws Exception {
    assertThat(hash(TEXT.replace("example.org", "example.net"))).isNotEqualTo(hash(TEXT));
    assertThat(hash(TEXT.replace("example.org", "example.org:54"))).isNotEqualTo(hash(TEXT));
    assertThat(hash(TEXT.replace("example.org", "tls://example.org"))).isNotEqualTo(hash(TEXT));
    assertThat(hash(TEXT.replace("cache", "catch"))).isNotEqualTo(hash(TEXT));
    assertThat(hash(TEXT.replace("30", "31"))).isNotEqualTo(hash(TEXT));
    assertThat(hash(TEXT.replace("30", "3 0"))).isNotEqualTo(hash(TEXT));
    assertThat(hash(TEXT.replace("success 5000", ""))).isNotEqualTo(hash(TEXT));
    assertThat(hash(". {\n log {\n }\n}")).isNotEqualTo(hash(". {\n log\n}"));
    assertThat(hash(". {\n log { \n a\n }\n}")).isNotEqualTo(hash(". {\n log\n a\n}"));
  }

  @Test
  void whatIsImportedCounts() throws Exception {
    Path imported = folder.resolve("imported");
    Path corefile =
        Files.writeString(folder.resolve("Corefile"), "example.org {\n import imported\n}");
    Files.writeString(imported, "cache 30 {\n success 5000\n}");
    Environment none = new Environment(name -> null);
    String before = Corefile.read(corefile, 53, none).hash();

    Files.writeString(imported, "cache 30 {\n success 6000\n}");

    assertThat(before).isEqualTo(hash(TEXT));
    assertThat(Corefile.read(corefile, 53, none).hash()).isNotEqualTo(before);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Plugin;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of {@code conf/plugin.cfg} keeps its word. */
class PluginCatalogTest {
  private static final List<String> HEADINGS =
      List.of("## Name", "## Description", "## Syntax", "## Examples");

  private static final Pattern ROW =
      Pattern.compile("^\\| \\[(\\w+)]\\(plugins/\\w+/.*/plugins/\\1\\) ", Pattern.MULTILINE);

  private static final Pattern WORD = Pattern.compile("`(\\w+)`");

  @ParameterizedTest
  @MethodSource("built")
  void namesAPublicClassThatImplementsPlugin(Line line) throws Exception {
    Class<?> type = Class.forName(line.className());

    assertThat(Plugin.class).isAssignableFrom(type);
    assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
    assertThat(Modifier.isPublic(type.getConstructor().getModifiers())).isTrue();
    assertThat(type.getPackageName()).isEqualTo("io.binnacle.plugins." + line.name());
  }

  @ParameterizedTest
  @MethodSource("built")
  void hasAManualBesideItsCode(Line line) throws Exception {
    List<Path> manuals =
        House.files("plugins", "src/main/java/io/binnacle/plugins/" + line.name() + "/README.md");

    assertThat(manuals).hasSize(1);
    List<String> headings =
        Files.readAllLines(manuals.getFirst()).stream()
            .filter(text -> text.startsWith("#"))
            .toList();
    assertThat(headings).startsWith("# " + line.name()).containsSubsequence(HEADINGS);
  }

  @Test
  void namesEachPluginOnce() throws Exception {
    assertThat(lines().map(Line::name)).doesNotHaveDuplicates();
  }

  @Test
  void namesEveryPluginThereIs() throws Exception {
    List<String> classes =
        House.classes().stream()
            .map(ClassFile::name)
            .filter(name -> name.matches("io\\.binnacle\\.plugins\\.(\\w+)\\.\\w+Plugin"))
            .toList();

    assertThat(built().map(Line::className)).containsExactlyInAnyOrderElementsOf(classes);
  }

  @Test
  void isTheTableOfPluginsInTheReadme() throws Exception {
    String readme = Files.readString(House.ROOT.resolve("README.md"));

    assertThat(ROW.matcher(readme).results().map(row -> row.group(1)))
        .containsExactlyElementsOf(built().map(Line::name).toList());
  }

  @Test
  void namesWhatIsNotBuiltInTheReadme() throws Exception {
    String readme = Files.readString(House.ROOT.resolve("README.md"));
    String notYet =
        readme.substring(readme.indexOf("Not yet: "), readme.indexOf("A Corefile that"));

    assertThat(WORD.matcher(notYet).results().map(word -> word.group(1)))
        .containsExactlyElementsOf(
            lines().filter(line -> !line.isBuilt()).map(Line::name).toList());
  }

  static Stream<Line> built() throws IOException {
    return lines().filter(Line::isBuilt);
  }

  private static Stream<Line> lines() throws IOException {
    return Files.readAllLines(House.ROOT.resolve("conf/plugin.cfg")).stream()
        .filter(text -> !text.isBlank() && !text.startsWith("#"))
        .map(text -> text.split(":", 2))
        .map(words -> new Line(words[0], words[1]));
  }

  record Line(String name, String className) {
    boolean isBuilt() {
      return !className.equals("-");
    }
  }
}

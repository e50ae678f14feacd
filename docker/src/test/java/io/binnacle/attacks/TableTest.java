// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in this folder's README has each attack, and each test that it names exists. */
class TableTest {
  private static final Pattern ROW = Pattern.compile("^\\| (A\\d\\d) ");
  private static final Pattern CLASS = Pattern.compile("`(\\w+(Test|Fuzz))`");
  private static final Path ROOT = root();
  private static final Path FOLDER =
      ROOT.resolve("docker/src/test/java").resolve("io/binnacle/attacks");

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("conf/plugin.cfg"))) {
      folder = Objects.requireNonNull(folder.getParent(), "not in a checkout of Binnacle");
    }
    return folder;
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(FOLDER.resolve("README.md")).stream()
        .filter(line -> ROW.matcher(line).find())
        .toList();
  }

  /** The simple names of the tests below these folders. */
  private static Set<String> tests(Path... folders) throws IOException {
    Set<String> names = new HashSet<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        names.addAll(
            files
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.matches("\\w+(Test|Fuzz)\\.java"))
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .collect(toSet()));
      }
    }
    return names;
  }

  private static Stream<String> named(String row) {
    return CLASS.matcher(row).results().map(found -> found.group(1));
  }

  @Test
  void hasEachAttackOnce() throws IOException {
    Stream<String> all =
        Stream.of(IntStream.rangeClosed(1, 25), IntStream.rangeClosed(30, 70))
            .flatMapToInt(range -> range)
            .mapToObj("A%02d"::formatted);

    assertThat(rows().stream().map(row -> row.substring(2, 5)))
        .containsExactlyElementsOf(all.toList());
  }

  @Test
  void namesTestsThatExist() throws IOException {
    Set<String> tests =
        tests(
            ROOT.resolve("server/src/test"),
            ROOT.resolve("plugins/standard/src/test"),
            ROOT.resolve("plugins/kubernetes/src/test"),
            ROOT.resolve("docker/src/test"));

    assertThat(rows().stream().flatMap(TableTest::named)).isSubsetOf(tests);
  }

  @Test
  void namesEachTestOfThisFolderAtItsAttack() throws IOException {
    List<String> rows = rows();

    assertThat(tests(FOLDER))
        .filteredOn(name -> !name.equals("TableTest"))
        .allSatisfy(
            name ->
                assertThat(rows)
                    .anyMatch(
                        row ->
                            row.startsWith(name.substring(0, 3), 2)
                                && named(row).anyMatch(name::equals)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Directives;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text that wants to make the server slow or large, or to break it. */
class HostileTest {
  @TempDir private Path folder;

  private static List<String> problems(String text) {
    return problems(text, Map.of());
  }

  private static List<String> problems(String text, Map<String, String> variables) {
    return Directives.problems(() -> Parsing.parse(text, variables));
  }

  /** What is wrong with the file of this name, with file names as from within the folder. */
  private List<String> problemsOf(String name) {
    Environment environment = new Environment(_ -> null);
    return Directives.problems(() -> Corefile.read(folder.resolve(name), 53, environment)).stream()
        .map(problem -> problem.replace(folder + "/", ""))
        .toList();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void deepBraces() {
    String message = "braces and imports are more than 64 deep";

    assertThat(problems(". " + "{\na ".repeat(10_000)))
        .containsExactly("Corefile:64:3: " + message);
    assertThat(problems(". " + "{ ".repeat(10_000))).endsWith("Corefile:1:129: " + message);
    assertThat(
            problems("(a) {\n" + "{\n".repeat(10_000) + "}\n".repeat(10_001) + ". {\nimport a\n}"))
        .endsWith("Corefile:63:1: " + message);
  }

  @Test
  void closingBraces() {
    assertThat(problems("} ".repeat(10_000))).hasSize(10_000);
  }

  @Test
  void binaries() {
    assertThat(problems("\0".repeat(1_000_000)))
        .containsExactly("Corefile:1:1: expected text, found a NUL character");
  }

  @Test
  void aHugeFile() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("huge").toFile(), "rw")) {
      file.setLength(100_000_000);
    }
    write("Corefile", ".\nimport huge");

    assertThat(problemsOf("huge"))
        .containsExactly("huge: cannot be read: larger than 8388608 bytes");
    assertThat(problemsOf("Corefile"))
        .containsExactly("Corefile:2:8: import: cannot read 'huge': larger than 8388608 bytes");
  }

  @Test
  void anEndlessStream() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return length;
          }
        };

    assertThat(
            Directives.problems(
                () -> Corefile.read("stdin", endless, 53, new Environment(_ -> null))))
        .containsExactly("stdin: cannot be read: larger than 8388608 bytes");
  }

  @Test
  void manyLargeFiles() throws IOException {
    String comment = "#".repeat(7_000_000);
    for (int i = 0; i < 6; i++) {
      write(i + ".conf", comment);
    }
    write("Corefile", ".\nimport *.conf\nimport none");

    assertThat(problemsOf("Corefile"))
        .containsExactly("Corefile:2:1: the files and variables are longer than 33554432 bytes");
  }

  @Test
  void manyWords() {
    assertThat(problems("a ".repeat(4_000_000)))
        .containsExactly("Corefile:1:500001: there are more than 250000 words");
    assertThat(problems("a\n".repeat(4_000_000)))
        .containsExactly("Corefile:250001:1: there are more than 250000 words");
  }

  @Test
  void oneLongWord() throws CorefileException {
    assertThat(Directives.parse("a " + "x".repeat(8_000_000)).arguments()).hasSize(1);
    assertThat(problems("x".repeat(8_000_000)).getFirst()).hasSizeLessThan(200);
  }

  @Test
  void manyQuotesThatAreNeverClosed() {
    assertThat(problems(".\n" + "a \\\"\n".repeat(10_000) + "\"")).hasSize(1);
    assertThat(problems(".\n" + "\"a\"".repeat(50_000))).hasSize(49_999);
  }

  @Test
  void snippetsThatDoubleEachOther() {
    String snippets =
        IntStream.range(1, 60)
            .mapToObj(i -> "(s%d) {\nimport s%d\nimport s%d\n}\n".formatted(i, i - 1, i - 1))
            .collect(Collectors.joining("", "(s0) {\n}\n", ".\nimport s59"));

    assertThat(problems(snippets))
        .singleElement()
        .asString()
        .endsWith("there are more than 10000 imports of snippets");
  }

  @Test
  void aLargeSnippetImportedOften() {
    assertThat(
            problems(
                "(s) {\n" + "a\n".repeat(1_000) + "}\n. {\n" + "import s\n".repeat(1_000) + "}"))
        .containsExactly("Corefile:1250:8: there are more than 250000 words");
  }

  @Test
  void filesThatImportEachOther() throws IOException {
    write("a", "import b\nimport b");
    write("b", "import a\nimport a");

    assertThat(problemsOf("a"))
        .containsExactly(
            "b:1:8: import: this is imported by itself",
            "b:2:8: import: this is imported by itself");
  }

  @Test
  void filesThatImportOneAnotherInALongRow() throws IOException {
    for (int i = 0; i < 100; i++) {
      write("f" + i, "import f" + (i + 1));
    }

    assertThat(problemsOf("f0"))
        .containsExactly("f63:1:8: braces and imports are more than 64 deep");
  }

  @Test
  void filesThatDoubleEachOther() throws IOException {
    write("f0", "");
    for (int i = 1; i < 30; i++) {
      write("f" + i, "import f%d\nimport f%d".formatted(i - 1, i - 1));
    }

    assertThat(problemsOf("f29"))
        .singleElement()
        .asString()
        .endsWith("there are more than 100000 imports of files");
  }

  @Test
  void filesThatAreNoFiles() {
    assertThat(problems(".\nimport /dev/zero"))
        .containsExactly("Corefile:2:8: import: cannot read '/dev/zero': not a regular file");
    assertThat(problems(".\nimport /proc/self/mem")).hasSize(1);
  }

  @Test
  void variablesThatDoubleEachOther() {
    Map<String, String> variables = new HashMap<>();
    variables.put("V0", "x");
    for (int i = 1; i < 60; i++) {
      variables.put("V" + i, "{$V%d}{$V%d}".formatted(i - 1, i - 1));
    }

    assertThat(problems(".\nlog {$V59}", variables))
        .containsExactly("Corefile:2:5: the variables in '{$V59}' are endless or too long");
  }

  @Test
  void aLargeVariableUsedOften() {
    assertThat(problems(".\nlog " + "{$V} ".repeat(10_000), Map.of("V", "x".repeat(60_000))))
        .singleElement()
        .asString()
        .endsWith("the files and variables are longer than 33554432 bytes");
  }

  @Test
  void prefixesOfManyZones() {
    String prefixes = "128.0.0.0/1 ".repeat(240_000);

    assertThat(problems(prefixes + " {\n}"))
        .containsExactly("Corefile:1:4681: there are more than 50000 zones");
    assertThat(problems("128.0.0.0/1 {\n}\n".repeat(50_000)))
        .containsExactly("Corefile:781:1: there are more than 50000 zones");
    assertThat(
            Directives.problems(() -> Directives.parse("cache " + prefixes).zones(0, Zones.NONE)))
        .containsExactly("Corefile:2:4687: cache: there are more than 50000 zones");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.Environment;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Corefiles in the manuals and in {@code conf} describe servers that can be built. */
class ReadmeTest {
  private static final int DNS_PORT = 53;
  private static final Environment EMPTY = new Environment(_ -> null);
  private static final Pattern BLOCK =
      Pattern.compile("^```corefile\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @ParameterizedTest
  @MethodSource("examples")
  void exampleLoads(Example example) {
    assertThatCode(() -> build(Corefile.parse(example.place(), example.text(), DNS_PORT, EMPTY)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("corefiles")
  void corefileLoads(Path file) {
    assertThatCode(() -> build(Corefile.read(file, DNS_PORT, EMPTY))).doesNotThrowAnyException();
  }

  @Test
  void everyManualOfAPluginHasAnExample() {
    List<String> manuals =
        House.files("plugins", "README.md").stream().map(Path::toString).toList();

    assertThat(examples().map(Example::place)).containsAll(manuals);
  }

  static Stream<Example> examples() {
    return Stream.of("server", "plugins")
        .flatMap(folder -> House.files(folder, "README.md").stream())
        .flatMap(ReadmeTest::examples);
  }

  static Stream<Path> corefiles() {
    return House.files("conf", "Corefile").stream();
  }

  private static Stream<Example> examples(Path manual) {
    try {
      String text = Files.readString(manual);
      return BLOCK
          .matcher(text)
          .results()
          .map(
              found -> {
                // Errors tell the line in the manual.
                long linesAbove = text.substring(0, found.start(1)).lines().count();
                return new Example(
                    manual.toString(), "\n".repeat((int) linesAbove) + found.group(1));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void build(Corefile corefile) throws Exception {
    Server.build(corefile, PluginCatalog.packed()).close();
  }

  record Example(String place, String text) {}
}

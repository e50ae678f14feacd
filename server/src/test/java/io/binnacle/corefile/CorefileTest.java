// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorefileTest {
  private static final Environment EMPTY = new Environment(_ -> null);

  @TempDir private Path folder;

  @Test
  void readsAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("Corefile"), "example.org {\n log\n}");

    Corefile corefile = Corefile.read(file, 1053, EMPTY);

    assertThat(corefile.blocks().getFirst().keys()).hasToString("[example.org.:1053]");
    assertThat(corefile.files()).containsExactly(file);
  }

  @Test
  void readsAStream() throws Exception {
    InputStream in = new ByteArrayInputStream("example.org".getBytes(UTF_8));

    Corefile corefile = Corefile.read("stdin", in, 53, EMPTY);

    assertThat(corefile.blocks().getFirst().keys().getFirst().position()).hasToString("stdin:1:1");
    assertThat(corefile.files()).isEmpty();
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    Path file = folder.resolve("Corefile");

    assertThatThrownBy(() -> Corefile.read(file, 53, EMPTY))
        .hasMessage(file + ": cannot be read: no such file");
    assertThatThrownBy(() -> Corefile.read(folder, 53, EMPTY))
        .hasMessage(folder + ": cannot be read: Is a directory");
  }

  @Test
  void saysWhyAStreamCannotBeRead() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();

    assertThatThrownBy(() -> Corefile.read("stdin", broken, 53, EMPTY))
        .hasMessage("stdin: cannot be read: Stream closed");
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    Path file = Files.write(folder.resolve("Corefile"), new byte[] {'a', '\n', 'b', (byte) 0xe9});

    assertThatThrownBy(() -> Corefile.read(file, 53, EMPTY))
        .hasMessage(file + ":2:2: expected text, found what is not UTF-8");
  }

  @Test
  void printsALineForEachProblemAndCountsTheRest() {
    Problem problem = new Problem(new Position("Corefile", 1, 2), "wrong");

    assertThat(CorefileException.of(List.of(problem, problem)))
        .hasMessage("Corefile:1:2: wrong%nCorefile:1:2: wrong".formatted());
    assertThat(CorefileException.of(Collections.nCopies(57, problem)).getMessage().lines())
        .hasSize(51)
        .last()
        .isEqualTo("… and 7 more");
    assertThatThrownBy(() -> CorefileException.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

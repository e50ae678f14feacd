// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in this process, where it ends by itself. */
class MainTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private @Nullable String piped;

  private int run(String... words) {
    var corefiles =
        new CorefileSource(
            directory,
            () -> piped == null ? null : new ByteArrayInputStream(piped.getBytes(UTF_8)),
            new Environment(name -> name.equals("PORT") ? "1053" : null));
    return new Main(corefiles, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
        .run(List.of(words));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private List<String> lines(ByteArrayOutputStream stream) {
    return stream.toString(UTF_8).replace(directory + "/", "").lines().toList();
  }

  @Test
  void printsTheVersion() {
    assertThat(run("-version")).isZero();

    assertThat(lines(out))
        .satisfiesExactly(
            name -> assertThat(name).matches("Binnacle-[0-9.]+(-SNAPSHOT)?"),
            build -> assertThat(build).matches("[a-z0-9/_ ]+, java 2[5-9].*"));
  }

  @Test
  void printsThePluginsInTheOrderOfTheirNames() {
    assertThat(run("--plugins")).isZero();

    assertThat(lines(out)).contains("errors", "whoami").doesNotContain("nomad").isSorted();
  }

  @Test
  void printsHelp() {
    assertThat(run("-help")).isZero();

    assertThat(lines(out)).first().asString().startsWith("Usage: binnacle");
  }

  @Test
  void aCommandLineThatMeansNothingIsOneLineAndCode1() {
    assertThat(run("-confg", "x")).isEqualTo(1);

    assertThat(lines(err))
        .containsExactly(
            "binnacle: unknown flag '-confg', did you mean 'conf'?; -help tells what there is");
    assertThat(lines(out)).isEmpty();
  }

  @Test
  void checksFilesAndSaysAllThatIsWrong() throws Exception {
    write("good", "example.org:{$PORT} {\n}\n");
    write("bad", "example.org {\n nomad\n whomai\n}\ntls://example.net {\n}\n");

    assertThat(run("check", "good", "bad", "missing")).isEqualTo(1);

    assertThat(lines(out)).containsExactly("good: ok");
    assertThat(lines(err))
        .containsExactly(
            "bad:2:2: nomad: this plugin of CoreDNS is not in Binnacle yet",
            "bad:3:2: unknown directive 'whomai', did you mean 'whoami'?",
            "bad:5:1: listeners for 'tls://' are not in Binnacle yet",
            "missing: cannot be read: no such file");
  }

  @Test
  void checksTheUsualFileWhereNoneIsNamed() throws Exception {
    write("Corefile", "example.org {\n}\n");

    assertThat(run("check")).isZero();

    assertThat(lines(out)).containsExactly("Corefile: ok");
  }

  @Test
  void aWarningIsNoError() throws Exception {
    write("Corefile", "import none/*.server\nexample.org {\n}\n");

    assertThat(run("check")).isZero();

    assertThat(lines(out)).containsExactly("Corefile: ok");
    assertThat(lines(err)).singleElement().asString().startsWith("warning: Corefile:1:");
  }

  @Test
  void warnsOfZonesThatArePerhapsNotMeant() throws Exception {
    write(
        "Corefile",
        """
        . example.org 10.0.0.0/8 2001:db8::/32 a1-b.x {
        }
        192.0.2.1:53 _tcp.example.org 1a.org a-.org {
        }
        """);

    assertThat(run("check")).isZero();

    String message = " does not follow the preferred syntax of RFC 1035";
    assertThat(lines(err))
        .containsExactly(
            "warning: Corefile:3:1: zone '192.0.2.1.'" + message,
            "warning: Corefile:3:14: zone '_tcp.example.org.'" + message,
            "warning: Corefile:3:31: zone '1a.org.'" + message,
            "warning: Corefile:3:38: zone 'a-.org.'" + message);
  }

  @Test
  void doesNotServeACorefileThatIsWrong() throws Exception {
    write("Corefile", "example.org {\n");

    assertThat(run()).isEqualTo(1);
    assertThat(run("-conf", "missing")).isEqualTo(1);

    assertThat(lines(err)).hasSize(2).last().isEqualTo("missing: cannot be read: no such file");
    assertThat(lines(err)).first().asString().startsWith("Corefile:");
    assertThat(lines(out)).isEmpty();
  }

  @Test
  void readsStandardInputWhereItIsWanted() throws Exception {
    piped = "example.org {\n";
    assertThat(run("-conf", "stdin")).isEqualTo(1);
    assertThat(lines(err)).singleElement().asString().startsWith("stdin:");
    err.reset();

    piped = null; // a person types: the usual file
    write("Corefile", "example.org {\n");
    assertThat(run("-conf", "stdin")).isEqualTo(1);
    assertThat(lines(err)).singleElement().asString().startsWith("Corefile:");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FreePort;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** The archive of the distribution, unpacked somewhere else. */
class DistributionIT {
  /** In a zip file, by which this one differs from its like in nothing that the JVM looks at. */
  private static final int TIME_OF_FIRST_ENTRY = 10;

  @TempDir private static Path folder;

  private static Path binnacle;

  @BeforeAll
  static void unpack() throws Exception {
    Path place = Files.createDirectory(folder.resolve("another place"));
    Path archive = House.files("docker/target", ".tar.gz").getFirst();

    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", place.toString()).start();

    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> unpacked = Files.list(place)) {
      binnacle = unpacked.findFirst().orElseThrow().resolve("bin/binnacle");
    }
  }

  @Test
  void printsItsVersion() throws Exception {
    Process process = start("-version");

    assertThat(process.inputReader().readLine()).startsWith("Binnacle-");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void saysWhatIsWrongInACorefile() throws Exception {
    Path corefile =
        Files.writeString(folder.resolve("Corefile"), ".:1053 {\n  foward . 192.0.2.1\n}\n");

    Process process = start("check", corefile.toString());

    String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(error)
        .startsWith(corefile + ":2:3: ")
        .contains("'foward'", "'forward'")
        .hasLineCount(1);
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void servesUntilItIsTerminated() throws Exception {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.find());

    Process process = start("-conf", "stdin", "-p", String.valueOf(address.getPort()));
    try (Writer corefile = process.outputWriter()) {
      corefile.write(". {\n  bind 127.0.0.1\n  whoami\n}\n");
    }
    awaitStart(process);
    Message response = DnsClient.udp(address).ask("whoami.example.org.", Type.A);
    process.destroy();

    assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void startsFromTheAotCacheOfItsVeryJars() throws Exception {
    Path home = copy();

    Process training = new ProcessBuilder(home.resolve("bin/aot-cache").toString()).start();

    assertThat(training.errorReader().lines()).isEmpty();
    assertThat(training.waitFor()).isZero();
    assertThat(sourceOfMain(home)).startsWith("shared objects file");

    Path jar = ours(home);
    FileTime time = Files.getLastModifiedTime(jar);
    byte[] bytes = Files.readAllBytes(jar);
    bytes[TIME_OF_FIRST_ENTRY] ^= 1;
    Files.write(jar, bytes);
    Files.setLastModifiedTime(jar, time);

    assertThat(sourceOfMain(home)).contains(jar.getFileName().toString());
  }

  /** A copy of the distribution that may be changed. */
  private static Path copy() throws Exception {
    Path home = folder.resolve("a changed one");
    Process cp =
        new ProcessBuilder(
                "cp", "-a", binnacle.resolve("../..").normalize().toString(), home.toString())
            .start();
    assertThat(cp.waitFor()).isZero();
    return home;
  }

  /** The jar that the main class lies in. */
  private static Path ours(Path home) throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("binnacle-server-"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Where the JVM says that it has the main class from; nothing else may go wrong or be said. */
  private static String sourceOfMain(Path home) throws Exception {
    Path log = home.resolve("classes.log");
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/binnacle").toString(), "-version");
    builder.environment().put("BINNACLE_JAVA_OPTS", "-Xlog:class+load:file=classes.log");
    builder.directory(home.toFile());
    Process process = builder.start();
    assertThat(process.inputReader().lines().findFirst().orElseThrow()).startsWith("Binnacle-");
    assertThat(process.errorReader().lines()).isEmpty();
    assertThat(process.waitFor()).isZero();
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" io.binnacle.Main source: "))
          .map(line -> line.substring(line.indexOf("source: ") + "source: ".length()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(binnacle.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  /** Reads what the server prints until the last of its lines at start, its version. */
  private static void awaitStart(Process process) throws IOException {
    String line = process.inputReader().readLine();
    while (line != null && !line.startsWith("Binnacle-")) {
      line = process.inputReader().readLine();
    }
    assertThat(line).as(() -> process.errorReader().lines().collect(joining("\n"))).isNotNull();
  }
}

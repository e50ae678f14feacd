// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launchers' search for a Java, among folders that look like one. */
class FindJavaTest {
  /** A program that no JDK of this machine has, so that only the folders made here can be found. */
  private static final String TOOL = "binnacle-test-tool";

  @TempDir private Path folder;

  @Test
  void takesTheOneInJavaHome() throws Exception {
    Path home = java("home", "25.0.1");
    Path onPath = java("path", "26");

    Result result = findJava(home, onPath);

    assertThat(result).isEqualTo(new Result(0, home + "\n", ""));
  }

  @Test
  void takesTheOneOnThePathWhenJavaHomeIsTooOld() throws Exception {
    Path home = java("home", "17.0.15");
    Path onPath = java("path", "25");

    Result result = findJava(home, onPath);

    assertThat(result).isEqualTo(new Result(0, onPath + "\n", ""));
  }

  @Test
  void saysInOneSentenceWhatToInstallWhenThereIsNone() throws Exception {
    Path home = java("home", "1.8.0_432");
    Path onPath = java("path", "24.0.2");

    Result result = findJava(home, onPath);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.error()).startsWith("binnacle: no Java 25 or newer").hasLineCount(1);
  }

  private Path java(String name, String version) throws IOException {
    Path home = folder.toRealPath().resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Files.createFile(
        home.resolve("bin").resolve(TOOL),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    return home;
  }

  private static Result findJava(Path javaHome, Path onPath) throws Exception {
    var builder =
        new ProcessBuilder(House.ROOT.resolve("docker/src/bin/find-java").toString(), TOOL);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder
        .environment()
        .merge("PATH", onPath.resolve("bin").toString(), (old, first) -> first + ":" + old);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), output, error);
  }

  private record Result(int exitCode, String output, String error) {}
}

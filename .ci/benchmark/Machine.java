// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What all this runs on. */
final class Machine {
  private Machine() {}

  /** The cores that this process may use, one after the other. */
  static List<String> cores() throws IOException {
    List<String> cores = new ArrayList<>();
    for (String range : field("/proc/self/status", "Cpus_allowed_list").split(",")) {
      String[] ends = range.split("-");
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int core = Integer.parseInt(ends[0]); core <= last; core++) {
        cores.add(String.valueOf(core));
      }
    }
    return cores;
  }

  static void describe(Report report, Path project) throws IOException {
    report.line(
        "%s, %s cores, kernel %s, Java %s, %s, Binnacle at %s%n",
        field("/proc/cpuinfo", "model name"),
        cores().size(),
        System.getProperty("os.version"),
        System.getProperty("java.version"),
        LocalDate.now(ZoneOffset.UTC),
        output("git", "-C", project.toString(), "log", "-1", "--format=%h"));
  }

  /** Which version of a Debian package is installed. */
  static String version(String debianPackage) throws IOException {
    return output("dpkg-query", "-W", "-f=${Version}", debianPackage).replaceFirst("-.*", "");
  }

  private static String output(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes()).strip();
  }

  private static String field(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("?");
  }
}

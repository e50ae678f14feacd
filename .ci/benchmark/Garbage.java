// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the threads of a Java server have allocated so far, and how long it stood still for that.
 */
record Garbage(double bytes, int collections) {
  private static final Pattern ALLOCATED = Pattern.compile(" allocated=([0-9.]+)([BKMG]) ");
  private static final Pattern PAUSE = Pattern.compile("Pause Young.* ([0-9.]+)ms$");

  static Garbage of(Subject server) throws IOException {
    double bytes = 0;
    for (String line : threads(server)) {
      Matcher allocated = ALLOCATED.matcher(line);
      if (!line.startsWith("\"Attach Listener\"") && allocated.find()) {
        int power = "BKMG".indexOf(allocated.group(2));
        bytes += Double.parseDouble(allocated.group(1)) * (1L << 10 * power);
      }
    }
    return new Garbage(bytes, pauses(server).size());
  }

  private static List<String> threads(Subject server) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, String.valueOf(server.pid()), "Thread.print", "-e").start();
    return new String(process.getInputStream().readAllBytes()).lines().toList();
  }

  /** The pauses of all young collections so far, in milliseconds. */
  static List<Double> pauses(Subject server) throws IOException {
    return Files.readAllLines(Servers.collections(server)).stream()
        .map(PAUSE::matcher)
        .filter(Matcher::find)
        .map(pause -> Double.valueOf(pause.group(1)))
        .toList();
  }
}

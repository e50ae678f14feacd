// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The load programs in a folder, run on cores of their own. */
record Client(Path folder, String cores) {
  /** Asks a server for so many seconds, after others that do not count. */
  Tally ask(Load load, Subject server, double lead, double seconds, String... more)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", cores));
    command.add(folder.resolve(load.program()).toString());
    command.addAll(List.of("-p", String.valueOf(server.port())));
    command.addAll(List.of("-f", folder.resolve("queries").resolve(load.queries()).toString()));
    command.addAll(List.of("-l", seconds(lead), "-t", seconds(seconds), "-c", server.pids()));
    command.addAll(load.options());
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String line = new String(process.getInputStream().readAllBytes());
    if (!line.startsWith("sent=")) {
      throw new IOException(String.join(" ", command) + ": " + line);
    }
    return Tally.parse(line);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }
}

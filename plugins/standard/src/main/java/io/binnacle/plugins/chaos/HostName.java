// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine, or of its pod, as the system has it. Asks no other server. */
final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  static String ofMachine() {
    try {
      return Files.readString(KERNEL).strip();
    } catch (IOException _) { // not Linux
      return System.getenv().getOrDefault("HOSTNAME", "localhost");
    }
  }
}

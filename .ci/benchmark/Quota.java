// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A control group that may use a tenth of a core. */
final class Quota implements AutoCloseable {
  private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");
  private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu");
  private static final String PERIOD_MICROS = "100000";
  private static final String MICROS = "10000";

  private final Path folder;
  private final String version;

  private Quota(Path folder, String version) {
    this.folder = folder;
    this.version = version;
  }

  /** A new one, where this system and its rights allow it. */
  static Optional<Quota> make() {
    try {
      String name = "binnacle-bench-" + ProcessHandle.current().pid();
      if (Files.exists(VERSION_2.resolve("cgroup.controllers"))) {
        Files.writeString(VERSION_2.resolve("cgroup.subtree_control"), "+cpu");
        Path folder = Files.createDirectory(VERSION_2.resolve(name));
        Files.writeString(folder.resolve("cpu.max"), MICROS + " " + PERIOD_MICROS);
        return Optional.of(new Quota(folder, "cgroup v2"));
      }
      Path folder = Files.createDirectory(VERSION_1.resolve(name));
      Files.writeString(folder.resolve("cpu.cfs_period_us"), PERIOD_MICROS);
      Files.writeString(folder.resolve("cpu.cfs_quota_us"), MICROS);
      return Optional.of(new Quota(folder, "cgroup v1"));
    } catch (IOException e) {
      System.err.println("bench: no control group: " + e);
      return Optional.empty();
    }
  }

  String version() {
    return version;
  }

  /** Limits a server from now on. */
  void limit(Subject server) throws IOException {
    move(server, folder);
  }

  /** Takes the limit back. */
  void release(Subject server) throws IOException {
    move(server, folder.getParent());
  }

  private static void move(Subject server, Path group) throws IOException {
    for (String pid : List.of(server.pids().split(","))) {
      Files.writeString(group.resolve("cgroup.procs"), pid);
    }
  }

  @Override
  public void close() throws IOException {
    Files.delete(folder);
  }
}

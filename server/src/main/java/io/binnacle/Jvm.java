// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The JVM that runs the program: what it found, and what it was told.
 *
 * <p><i>Immutable.</i>
 *
 * @param version of Java
 * @param memory bytes that there are, in the container or else in the machine
 * @param heap bytes that the heap may have of it
 * @param processors that there are, likewise
 * @param hasCache whether it started from an AOT cache
 * @param options it was told
 */
record Jvm(
    String version,
    long memory,
    long heap,
    int processors,
    boolean hasCache,
    List<String> options) {
  private static final String CACHE = "-XX:AOTCache=";

  Jvm {
    options = List.copyOf(options);
  }

  /** This one. */
  static Jvm current() {
    List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    return new Jvm(
        Runtime.version().toString(),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
        Runtime.getRuntime().maxMemory(),
        Runtime.getRuntime().availableProcessors(),
        options.stream().anyMatch(option -> option.startsWith(CACHE)) && isSharing(),
        options.stream().filter(Jvm::isOfInterest).toList());
  }

  /** One line. */
  @Override
  public String toString() {
    return "JVM %s: heap of at most %d MiB, memory %d MiB, processors %d, %s AOT cache, %s"
        .formatted(
            version,
            heap >> 20,
            memory >> 20,
            processors,
            hasCache ? "with" : "without",
            String.join(" ", options));
  }

  /** Whether it shares what a file holds: not if it has passed over the one that it was given. */
  private static boolean isSharing() {
    return System.getProperty("java.vm.info", "").contains("sharing");
  }

  /** What limits it, and how it goes about its work; not where it finds things. */
  private static boolean isOfInterest(String option) {
    return option.startsWith("-X") && !option.startsWith(CACHE) && !option.startsWith("-Xlog");
  }
}

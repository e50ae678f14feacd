// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Environment;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Corefile that a kind of cluster installs, and the same one moved to where a test can serve it.
 *
 * <p><i>Immutable.</i>
 *
 * @param cluster the kind of cluster: a folder of {@code stock}
 */
record StockCorefile(String cluster) {
  private static final Path STOCK =
      House.ROOT.resolve("docker/src/test/resources/io/binnacle/house/stock");
  private static final int DNS_PORT = 53;

  /** All kinds. */
  static List<StockCorefile> all() {
    try (Stream<Path> folders = Files.list(STOCK)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> new StockCorefile(folder.getFileName().toString()))
          .sorted((one, other) -> one.cluster.compareTo(other.cluster))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As it is installed. */
  Corefile unchanged() throws CorefileException {
    return Corefile.read(STOCK.resolve(cluster).resolve("Corefile"), DNS_PORT, noEnvironment());
  }

  /**
   * The same on the loopback, at ports that are free: the API server is a file of manifests, the
   * node's resolvers are an upstream of the test, {@code /etc/coredns} is a folder of the test's,
   * and nobody waits for load balancers at the end.
   *
   * @param folder takes the place of {@code /etc/coredns}, and of where the Corefile lies
   */
  Corefile onLoopback(Path folder, FakeUpstream upstream, Ports ports)
      throws IOException, CorefileException {
    String text =
        Files.readString(STOCK.resolve(cluster).resolve("Corefile"))
            .replaceAll(":53(53)? \\{", ":0 {")
            .replace("bind 169.254.20.10 10.96.0.10", "bind 127.0.0.1 127.0.0.2")
            .replaceAll("prometheus \\S+", "prometheus 127.0.0.1:" + ports.metrics)
            .replaceAll("health( 169.254.20.10:8080)?", "health 127.0.0.1:" + ports.health)
            .replaceAll("lameduck \\d+s", "lameduck 1ms")
            .replaceAll("\\bready\\b", "ready 127.0.0.1:" + ports.ready)
            .replaceAll(
                "(kubernetes [^{]*\\{)", "$1\n      manifests " + STOCK.resolve("cluster.yaml"))
            .replaceAll("/etc/resolv.conf|10\\.96\\.0\\.11", upstream.toString())
            .replace("/etc/coredns", folder.toString());
    Path file = Files.writeString(folder.resolve("Corefile"), text);
    return Corefile.read(file, DNS_PORT, noEnvironment());
  }

  private static Environment noEnvironment() {
    return new Environment(_ -> null);
  }

  @Override
  public String toString() {
    return cluster;
  }

  /**
   * Ports for HTTP.
   *
   * <p><i>Immutable.</i>
   */
  record Ports(int health, int ready, int metrics) {
    /** Three that were free a moment ago. */
    static Ports free() {
      return new Ports(FreePort.find(), FreePort.find(), FreePort.find());
    }
  }
}

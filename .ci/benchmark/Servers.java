// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How each server is started.
 *
 * @param project the checkout
 * @param folder where everything is that is made for a run
 * @param api the API server
 * @param upstream the port of the server for outside names
 */
record Servers(Path project, Path folder, URI api, int upstream) {
  /** Starts a server on these cores; what stands behind a plus is added to its Corefile. */
  Subject start(String name, String cores) throws IOException {
    Path home = folder.resolve("servers").resolve(name + "@" + cores);
    int port = Probe.freePort();
    Files.createDirectories(home);
    String directive = name.contains("+") ? name.substring(name.indexOf('+') + 1) : "";
    List<String> command =
        switch (name.contains("+") ? name.substring(0, name.indexOf('+')) : name) {
          case "limit" -> List.of(folder.resolve("limit").toString(), String.valueOf(port));
          case "binnacle" -> binnacle(home, corefile(home, port, directive));
          case "coredns" -> List.of(coredns(), "-conf", corefile(home, port, directive));
          case "nsd" -> nsd(home, port);
          case "unbound" -> unbound(home, port);
          case "knot" -> knot(home, port);
          case "dnsmasq" -> dnsmasq(port);
          default -> throw new IllegalArgumentException("no server is called " + name);
        };
    return Subject.start(name, home, cores, port, command)
        .awaitAnswer("svc-0.ns-0.svc.cluster.local");
  }

  /** Starts the server for outside names, on the client's cores. */
  static Subject startUpstream(Path folder, String cores) throws IOException {
    int port = Probe.freePort();
    Path home = folder.resolve("servers").resolve("upstream");
    Files.createDirectories(home);
    return Subject.start("upstream", home, cores, port, nsd(home, port))
        .awaitAnswer("www.host0.example.org");
  }

  /** Whether there is such a server on this machine. */
  static boolean isThere(String name) {
    return !name.startsWith("coredns") || !coredns().isEmpty();
  }

  private static String coredns() {
    return System.getenv().getOrDefault("COREDNS", "");
  }

  /** Where Binnacle writes down its collections. */
  static Path collections(Subject binnacle) {
    return binnacle.log().resolveSibling("gc");
  }

  private List<String> binnacle(Path home, String corefile) throws IOException {
    String options = System.getenv().getOrDefault("BINNACLE_JAVA_OPTS", "");
    return List.of(
        "env",
        "BINNACLE_JAVA_OPTS=" + options + " -Xlog:gc:file=" + home.resolve("gc"),
        distribution(project).resolve("bin/binnacle").toString(),
        "-conf",
        corefile);
  }

  private static Path distribution(Path project) throws IOException {
    try (var folders = Files.newDirectoryStream(project.resolve("docker/target"), "binnacle-*")) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder)) {
          return folder;
        }
      }
      throw new IOException("no distribution in docker/target");
    }
  }

  /** The Corefile of a usual cluster, with other ports and addresses. */
  private String corefile(Path home, int port, String directive) throws IOException {
    String text =
        Files.readString(project.resolve("conf/Corefile"))
            .replace(".:53 {", ".:" + port + " {\n    " + directive)
            .replace("health {", "health 127.0.0.1:" + Probe.freePort() + " {")
            .replace("ready\n", "ready 127.0.0.1:" + Probe.freePort() + "\n")
            .replace(":9153", "127.0.0.1:" + Probe.freePort())
            .replace("/etc/resolv.conf", "127.0.0.1:" + upstream)
            .replace("pods insecure", "endpoint " + api + "\n        pods insecure");
    return Files.writeString(home.resolve("Corefile"), text).toString();
  }

  private static List<String> nsd(Path home, int port) throws IOException {
    Cluster.writeZones(home);
    String text =
        """
        server:
          ip-address: 127.0.0.1@%1$d
          server-count: 1
          tcp-count: 1000
          rrl-ratelimit: 0
          username: ""
          chroot: ""
          zonesdir: "%2$s"
          database: ""
          pidfile: "%2$s/pid"
          xfrdfile: "%2$s/xfrd"
          xfrdir: "%2$s"
          zonelistfile: "%2$s/zones"
        remote-control:
          control-enable: no
        zone:
          name: cluster.local
          zonefile: cluster.local.zone
        zone:
          name: example.org
          zonefile: example.org.zone
        """
            .formatted(port, home);
    return List.of("nsd", "-d", "-c", Files.writeString(home.resolve("conf"), text).toString());
  }

  private List<String> unbound(Path home, int port) throws IOException {
    String text =
        """
        server:
          interface: 127.0.0.1
          port: %1$d
          num-threads: 1
          so-rcvbuf: 4m
          so-sndbuf: 4m
          incoming-num-tcp: 1000
          outgoing-range: 4096
          num-queries-per-thread: 2048
          module-config: "iterator"
          minimal-responses: yes
          do-not-query-localhost: no
          username: ""
          chroot: ""
          directory: "%2$s"
          pidfile: "%2$s/pid"
          use-syslog: no
        remote-control:
          control-enable: no
        forward-zone:
          name: "."
          forward-addr: 127.0.0.1@%3$d
        """
            .formatted(port, home, upstream);
    return List.of("unbound", "-d", "-c", Files.writeString(home.resolve("conf"), text).toString());
  }

  private List<String> knot(Path home, int port) throws IOException {
    String text =
        """
        net.listen('127.0.0.1', %d)
        cache.size = 100 * MB
        trust_anchors.remove('.')
        policy.add(policy.all(policy.STUB('127.0.0.1@%d')))
        """
            .formatted(port, upstream);
    Path conf = Files.writeString(home.resolve("conf"), text);
    return List.of("kresd", "-n", "-c", conf.toString(), home.toString());
  }

  private List<String> dnsmasq(int port) {
    List<String> command = new ArrayList<>(List.of("dnsmasq", "--keep-in-foreground"));
    command.addAll(List.of("--conf-file=/dev/null", "--user=root", "--pid-file=", "--no-resolv"));
    command.addAll(List.of("--no-hosts", "--listen-address=127.0.0.1", "--bind-interfaces"));
    command.addAll(List.of("--cache-size=10000", "--dns-forward-max=1000", "--port=" + port));
    command.add("--server=127.0.0.1#" + upstream);
    return command;
  }
}

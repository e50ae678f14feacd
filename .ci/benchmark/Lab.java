// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a measurement needs: a cluster, servers on one core, clients on another. */
final class Lab implements AutoCloseable {
  private static final double WARM_UP_SECONDS = 1.5;
  private static final int WARM_UP_STEPS = 8;
  private static final double NO_FASTER = 0.97;
  private static final double FILL_SECONDS = 0.5;

  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final List<String> cores = Machine.cores();
  private final Cluster cluster = new Cluster();
  private final Path project;
  private final Client client;
  private final Subject upstream;
  private final Servers servers;

  /** Makes it from a checkout, in a folder that has the load programs. */
  Lab(Path project, Path folder) throws IOException {
    this.project = project;
    Files.createDirectories(folder.resolve("queries"));
    Cluster.writeQueries(folder.resolve("queries"));
    client = new Client(folder, cores.getFirst());
    upstream = Servers.startUpstream(folder, cores.getFirst());
    servers = new Servers(project, folder, cluster.uri(), upstream.port());
  }

  Path project() {
    return project;
  }

  Client client() {
    return client;
  }

  /** The server of this name, started when it is first needed. */
  Subject subject(String name) throws IOException {
    Subject subject = subjects.get(name);
    if (subject == null) {
      subject = servers.start(name, cores.getLast());
      subjects.put(name, subject);
    }
    return subject;
  }

  /** Starts another server on the last two cores. */
  Subject startOnTwoCores(String name) throws IOException {
    String two = String.join(",", cores.subList(cores.size() - 2, cores.size()));
    Subject subject = servers.start(name, two);
    subjects.put(name + " on two cores", subject);
    return subject;
  }

  /** A client that has all cores that the servers leave, or all where two servers leave none. */
  Client clientBesideTwo() {
    List<String> others = cores.size() > 2 ? cores.subList(0, cores.size() - 2) : cores;
    return new Client(client.folder(), String.join(",", others));
  }

  /**
   * Has a server see some work until it gets no faster, as its compiler is done with that; others
   * just fill their caches.
   */
  void warmUp(Subject subject, Load load) throws IOException {
    if (!subject.name().startsWith("binnacle")) {
      client.ask(load, subject, 0, FILL_SECONDS);
      return;
    }
    double last = Double.MAX_VALUE;
    for (int step = 0; step < WARM_UP_STEPS; step++) {
      double micros = client.ask(load, subject, 0, WARM_UP_SECONDS).cpuMicros();
      if (micros > NO_FASTER * last) {
        return;
      }
      last = micros;
    }
  }

  static String describeWarmUp() {
    return "%.1f s of warm-up again and again while that makes 3 %% of difference, at most %d times"
        .formatted(WARM_UP_SECONDS, WARM_UP_STEPS);
  }

  @Override
  public void close() {
    subjects.values().forEach(Subject::close);
    upstream.close();
    cluster.close();
  }
}

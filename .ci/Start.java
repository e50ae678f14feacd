// SPDX-License-Identifier: Apache-2.0

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What {@code .ci/start} runs: servers, each in a process of its own, one after another; API
 * servers, the upstream and the client are in this one.
 */
final class Start {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Path SOCKETS = Path.of("/proc/net/udp");
  private static final int QUERIES = 1_000;
  private static final long SLOT_NANOS = TimeUnit.SECONDS.toNanos(1) / 5_000;
  private static final int SERVICES = 100;
  private static final int WARM_UP = 30_000;
  private static final int PATIENCE_MILLIS = 2_000;

  /** Whoever binds a port first tries it by itself, and what comes in meanwhile is lost. */
  private static final int LOST_MILLIS = 20;

  private static final long AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  /** A server to be started. */
  private record Subject(String name, List<String> command, Map<String, String> environment) {}

  /** What is measured, in milliseconds. */
  private enum Figure {
    FIRST_ANSWER("exec to first answer"),
    READY("exec to ready"),
    MEDIAN("first 1,000, one by one: p50"),
    P99("p99"),
    LONGEST("max"),
    PACED_MEDIAN("first 1,000 at 5,000/s: p50"),
    PACED_P99("p99"),
    PACED_LONGEST("max");

    private final String title;

    Figure(String title) {
      this.title = title;
    }
  }

  private final Path folder = Files.createTempDirectory("start");
  private final FakeApiServer empty = FakeApiServer.start();
  private final FakeApiServer small = FakeApiServer.start();
  private final DatagramSocket upstream = new DatagramSocket(0, LOOPBACK);
  private final List<byte[]> queries = new ArrayList<>();

  private Start() throws IOException {
    for (int i = 0; i < SERVICES; i++) {
      small.apply(
          """
          apiVersion: v1
          kind: Service
          metadata: {name: service-%d}
          spec: {clusterIP: 10.96.1.%d, ports: [{name: http, port: 80}]}
          """
              .formatted(i, i));
    }
    for (int i = 0; i < QUERIES; i++) {
      queries.add(query(name(i)));
    }
  }

  /** What pods ask: 60 % services, 30 % misses of the search path, 10 % of the world outside. */
  private static String name(int i) {
    return switch (i % 10) {
      case 0, 2, 3, 5, 6, 8 -> "service-" + i % SERVICES + ".default.svc.cluster.local.";
      case 1, 4, 7 -> "www" + i + ".example.org.default.svc.cluster.local.";
      default -> "www" + i % 200 + ".example.org.";
    };
  }

  private static byte[] query(String name) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name), Type.A, DClass.IN)).toWire();
  }

  /** Arguments: how often, then bin/binnacle, and perhaps CoreDNS. */
  public static void main(String[] arguments) throws Exception {
    List<Subject> subjects = new ArrayList<>();
    for (String binary : Arrays.asList(arguments).subList(1, arguments.length)) {
      if (new File(binary).getName().equals("binnacle")) {
        String options = System.getenv().getOrDefault("BINNACLE_JAVA_OPTS", "");
        Map<String, String> without = Map.of("BINNACLE_JAVA_OPTS", "-XX:AOTMode=off " + options);
        subjects.add(new Subject("Binnacle", List.of(binary, "-conf"), Map.of()));
        subjects.add(
            new Subject("Binnacle without its AOT cache", List.of(binary, "-conf"), without));
      } else {
        subjects.add(new Subject("CoreDNS", List.of(binary, "-conf"), Map.of()));
      }
    }
    int code = 1;
    try {
      new Start().compare(subjects, Integer.parseInt(arguments[0]));
      code = 0;
    } finally {
      System.exit(code); // whatever threads there are
    }
  }

  private void compare(List<Subject> subjects, int runs) throws Exception {
    daemon(() -> answer(upstream));
    warmUp();
    Map<Subject, Map<Figure, List<Double>>> figures = new LinkedHashMap<>();
    for (int run = 0; run <= runs; run++) {
      for (Subject subject : subjects) {
        Map<Figure, Double> measured = measure(subject);
        if (run > 0) { // the first has files read and this process warm
          Map<Figure, List<Double>> all =
              figures.computeIfAbsent(subject, _ -> new LinkedHashMap<>());
          measured.forEach(
              (figure, value) ->
                  all.computeIfAbsent(figure, _ -> new ArrayList<>()).add(value));
        }
      }
    }
    String table = table(figures, runs);
    System.out.print(table);
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("start.md"), table);
  }

  private static String table(Map<Subject, Map<Figure, List<Double>>> figures, int runs) {
    StringBuilder table = new StringBuilder();
    table.append(
        "Medians of %d interleaved runs, in ms (smallest–largest); %s, %d CPUs, Java %s%n%n"
            .formatted(
                runs,
                LocalDate.now(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version")));
    table.append('|');
    figures.keySet().forEach(subject -> table.append(" | ").append(subject.name()));
    table.append(" |\n|---").append("|---".repeat(figures.size())).append("|\n");
    for (Figure figure : Figure.values()) {
      table.append("| ").append(figure.title);
      figures.values().forEach(all -> table.append(" | ").append(shown(all.get(figure))));
      table.append(" |\n");
    }
    return table.toString();
  }

  private static String shown(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    String format = sorted.getLast() < 10 ? "%.2f (%.2f–%.2f)" : "%.0f (%.0f–%.0f)";
    return format.formatted(sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
  }

  private Map<Figure, Double> measure(Subject subject) throws Exception {
    Map<Figure, Double> measured = new LinkedHashMap<>();
    try (Running server = start(subject, empty)) {
      measured.put(Figure.FIRST_ANSWER, millis(server.awaitAnswer(query("no.such.svc.cluster.local."))));
      measured.put(Figure.READY, millis(server.awaitReady()));
    }
    try (Running server = start(subject, small)) {
      server.awaitReady();
      put(measured, oneByOne(server.address()), Figure.MEDIAN, Figure.P99, Figure.LONGEST);
    }
    try (Running server = start(subject, small)) {
      server.awaitReady();
      put(
          measured,
          paced(server.address()),
          Figure.PACED_MEDIAN,
          Figure.PACED_P99,
          Figure.PACED_LONGEST);
    }
    return measured;
  }

  private static void put(
      Map<Figure, Double> measured, long[] nanos, Figure median, Figure p99, Figure longest) {
    Arrays.sort(nanos);
    measured.put(median, millis(nanos[nanos.length / 2]));
    measured.put(p99, millis(nanos[nanos.length * 99 / 100]));
    measured.put(longest, millis(nanos[nanos.length - 1]));
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  // The server

  private Running start(Subject subject, FakeApiServer cluster) throws IOException {
    int port = freePort();
    int http = freePort();
    Path corefile = Files.writeString(folder.resolve("Corefile"), corefile(port, http, cluster.uri()));
    List<String> command = new ArrayList<>(subject.command());
    command.add(corefile.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log").toFile());
    builder.environment().putAll(subject.environment());
    long start = System.nanoTime();
    return new Running(builder.start(), start, port, http, folder.resolve("log"));
  }

  /** The configuration of a cluster, at ports of this machine that are free. */
  private String corefile(int port, int http, URI cluster) {
    return """
    .:%d {
        bind 127.0.0.1
        errors
        health 127.0.0.1:%d
        ready 127.0.0.1:%d
        kubernetes cluster.local in-addr.arpa ip6.arpa {
            endpoint %s
            pods insecure
            fallthrough in-addr.arpa ip6.arpa
            ttl 30
        }
        prometheus 127.0.0.1:%d
        forward . 127.0.0.1:%d {
            max_concurrent 1000
        }
        cache 30
        loop
        reload
        loadbalance
    }
    """
        .formatted(port, freePort(), http, cluster, freePort(), upstream.getLocalPort());
  }

  /** A server that was started. */
  private record Running(Process process, long start, int port, int http, Path log)
      implements AutoCloseable {

    InetSocketAddress address() {
      return new InetSocketAddress(LOOPBACK, port);
    }

    /** Asks until the response says that there is no such name; how long that took. */
    long awaitAnswer(byte[] query) throws IOException {
      DatagramPacket response = new DatagramPacket(new byte[512], 512);
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.connect(address());
        socket.setSoTimeout(LOST_MILLIS);
        while (true) {
          try {
            socket.send(new DatagramPacket(query, query.length));
            socket.receive(response);
            if ((response.getData()[3] & 0xf) == Rcode.NXDOMAIN) {
              return System.nanoTime() - start;
            }
          } catch (PortUnreachableException | SocketTimeoutException _) {
            again();
          }
        }
      }
    }

    /** Asks until it is ready; how long that took. */
    long awaitReady() throws IOException {
      byte[] request = "GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);
      while (true) {
        try (Socket socket = new Socket(LOOPBACK, http)) {
          socket.getOutputStream().write(request);
          BufferedReader reader =
              new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
          String status = reader.readLine();
          if (status != null && status.contains(" 200 ") && isListening()) {
            return System.nanoTime() - start;
          }
        } catch (ConnectException _) {
          // not yet
        }
        again();
      }
    }

    /** Whether its socket is there: CoreDNS says that it is ready before it listens. */
    private boolean isListening() throws IOException {
      return Files.readString(SOCKETS).contains(":%04X ".formatted(port));
    }

    private void again() throws IOException {
      if (!process.isAlive()) {
        throw new IOException("the server has ended: " + Files.readString(log));
      }
      LockSupport.parkNanos(AGAIN_NANOS);
    }

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // The client, which makes no garbage while it measures

  /** How long each query takes when it is asked once the one before has been answered. */
  private long[] oneByOne(InetSocketAddress server) throws IOException {
    long[] nanos = new long[QUERIES];
    ByteBuffer out = ByteBuffer.allocateDirect(512);
    ByteBuffer in = ByteBuffer.allocateDirect(4096);
    try (DatagramChannel channel = DatagramChannel.open().connect(server)) {
      for (int i = 0; i < QUERIES; i++) {
        long start = System.nanoTime();
        ask(channel, out, i);
        receive(channel, in);
        nanos[i] = System.nanoTime() - start;
      }
    }
    return nanos;
  }

  /** How long each query takes when they are asked at a constant rate. */
  private long[] paced(InetSocketAddress server) throws IOException, InterruptedException {
    long[] sent = new long[QUERIES];
    long[] nanos = new long[QUERIES];
    ByteBuffer out = ByteBuffer.allocateDirect(512);
    ByteBuffer in = ByteBuffer.allocateDirect(4096);
    try (DatagramChannel channel = DatagramChannel.open().connect(server)) {
      Thread receiver =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < QUERIES; i++) {
                        int id = receive(channel, in);
                        nanos[id] = System.nanoTime() - sent[id];
                      }
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });
      long start = System.nanoTime();
      for (int i = 0; i < QUERIES; i++) {
        long wait = start + i * SLOT_NANOS - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(wait);
        }
        sent[i] = System.nanoTime();
        ask(channel, out, i);
      }
      receiver.join(PATIENCE_MILLIS);
      if (receiver.isAlive()) {
        throw new IOException("a response is missing");
      }
    }
    return nanos;
  }

  private void ask(DatagramChannel channel, ByteBuffer out, int i) throws IOException {
    out.clear().put(queries.get(i)).putShort(0, (short) i).flip();
    channel.write(out);
  }

  private static int receive(DatagramChannel channel, ByteBuffer in) throws IOException {
    in.clear();
    channel.read(in);
    if ((in.get(3) & 0xf) == Rcode.SERVFAIL) {
      throw new IOException("SERVFAIL");
    }
    return in.getShort(0);
  }

  /** Has the client itself compiled before it measures anything: it asks the upstream. */
  private void warmUp() throws Exception {
    InetSocketAddress server = new InetSocketAddress(LOOPBACK, upstream.getLocalPort());
    for (int i = 0; i < WARM_UP / QUERIES; i++) {
      oneByOne(server);
    }
    for (int i = 0; i < 5; i++) {
      paced(server);
    }
  }

  // The upstream

  private static void answer(DatagramSocket socket) {
    byte[] buffer = new byte[4096];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        Message message = new Message(Arrays.copyOf(buffer, packet.getLength()));
        message.getHeader().setFlag(Flags.QR);
        Name name = message.getQuestion().getName();
        message.addRecord(new ARecord(name, DClass.IN, 300, LOOPBACK), Section.ANSWER);
        byte[] response = message.toWire();
        socket.send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable task) {
    Thread.ofPlatform().daemon().start(task);
  }

  /** A port that no system gives by itself to somebody who asks for any. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_768);
      try (var _ = new ServerSocket(port, 1, LOOPBACK);
          var _ = new DatagramSocket(port, LOOPBACK)) {
        return port;
      } catch (IOException _) {
        // taken
      }
    }
  }
}

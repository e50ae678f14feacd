// SPDX-License-Identifier: Apache-2.0

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
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
 * What {@code .ci/soak} runs: a server in a process of its own, clients and an upstream in this
 * one.
 */
final class Soak {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int PATIENCE_MILLIS = 5000;
  private static final int UPSTREAM_MILLIS = 20;
  private static final int LOOKS = 10;
  private static final int SHOWN = 20;
  private static final int READY_SECONDS = 20;

  private final AtomicLong queries = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong failedProbes = new AtomicLong();
  private final int port = freePort();
  private final int httpPort = freePort();
  private final Path folder = Files.createTempDirectory("soak");
  private final Path project;
  private final DatagramSocket upstream = new DatagramSocket(0, LOOPBACK);
  private volatile boolean isOver;

  private Soak(Path project) throws IOException {
    this.project = project;
  }

  /** Arguments: bin/binnacle, the project's folder, how many reloads. */
  public static void main(String[] arguments) throws Exception {
    int reloads = Integer.parseInt(arguments[2]);
    System.exit(new Soak(Path.of(arguments[1])).run(arguments[0], reloads) ? 0 : 1);
  }

  private boolean run(String binnacle, int reloads) throws Exception {
    Thread.startVirtualThread(this::answerSlowly);
    Path corefile = folder.resolve("Corefile");
    Files.writeString(corefile, corefile(0));
    Process server =
        new ProcessBuilder(binnacle, "-conf", corefile.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader log = server.inputReader(UTF_8)) {
      await(log, "Binnacle-");
      awaitReady();
      List<Thread> clients = clients();
      long start = System.nanoTime();
      Figures first = null;
      Figures last = null;
      for (int i = 1; i <= reloads; i++) {
        Files.writeString(corefile, corefile(i));
        new ProcessBuilder("kill", "-USR1", String.valueOf(server.pid())).start().waitFor();
        await(log, "[INFO] Reloading complete");
        if (i % Math.max(1, reloads / LOOKS) == 0) {
          last = Figures.of(server, http("/metrics"));
          first = first == null ? last : first;
          System.out.printf(
              "soak: %5d reloads, %8d queries, %d lost; %s%n", i, queries.get(), lost.get(), last);
        }
      }
      isOver = true;
      for (Thread client : clients) {
        client.join();
      }
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      server.destroy();
      boolean isGood =
          lost.get() + failedProbes.get() == 0
              && first != null
              && last.isLike(first)
              && server.waitFor() == 0;
      System.out.printf(
          "soak: %d reloads in %d s, %d queries, %d lost, %d probes failed: %s%n",
          reloads,
          seconds,
          queries.get(),
          lost.get(),
          failedProbes.get(),
          isGood ? "good" : "FAILED");
      return isGood;
    } finally {
      server.destroyForcibly();
    }
  }

  private String corefile(int i) {
    return """
    .:%d {
        bind 127.0.0.1 %s
        errors
        health 127.0.0.1:%d
        ready 127.0.0.1:%d
        prometheus 127.0.0.1:%d
        hosts {
            192.0.2.%d host.example.org
            fallthrough
        }
        kubernetes cluster.local {
            manifests %s/conf/demo/cluster
        }
        cache
        loop
        forward . 127.0.0.1:%d {
            prefer_udp
        }
        reload
    }
    """
        .formatted(
            port,
            i % 2 == 0 ? "" : "127.0.0.2",
            httpPort,
            httpPort,
            httpPort,
            1 + i % 250,
            project,
            upstream.getLocalPort());
  }

  /** The next line of the log that begins like this; what went wrong is shown. */
  private static void await(BufferedReader log, String beginning) throws IOException {
    String last = "";
    String line = log.readLine();
    while (line != null && !line.startsWith(beginning)) {
      if (line.startsWith("[ERROR]") || line.startsWith("[WARNING]")) {
        System.out.println("soak: " + line);
      }
      if (line.startsWith("[ERROR] Reload failed")) {
        throw new IOException(line);
      }
      last = line;
      line = log.readLine();
    }
    if (line == null) {
      throw new IOException("the server has ended: " + last);
    }
  }

  // Clients: each asks, waits for the response, and asks again

  private interface Exchange {
    byte[] with(byte[] query) throws IOException;
  }

  private List<Thread> clients() throws IOException {
    List<Thread> clients = new ArrayList<>();
    String service = "ngx-dep-svc.default.svc.cluster.local.";
    for (String name : List.of("host.example.org.", service, "%d.example.com.")) {
      clients.add(client(name, udp()));
      clients.add(client(name, tcp()));
    }
    clients.add(new Thread(() -> probe("/health")));
    clients.add(new Thread(() -> probe("/ready")));
    clients.forEach(Thread::start);
    return clients;
  }

  /** Asks as a kubelet does, but all the time. */
  private void probe(String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(http(path)).build();
      while (!isOver) {
        if (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
          failedProbes.incrementAndGet();
        }
      }
    } catch (IOException | InterruptedException e) {
      failedProbes.incrementAndGet();
      System.out.println("soak: " + path + ": " + e);
    }
  }

  private URI http(String path) {
    return URI.create("http://127.0.0.1:" + httpPort + path);
  }

  /** Waits until the server is ready. */
  private void awaitReady() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(http("/ready")).build();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
      while (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
        if (System.nanoTime() > end) {
          throw new IOException("the server is not ready");
        }
      }
    }
  }

  private Thread client(String format, Exchange exchange) {
    return new Thread(
        () -> {
          for (int i = 0; !isOver; i++) {
            try {
              Name name = Name.fromString(format.formatted(i));
              byte[] query = Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)).toWire();
              Message response = new Message(exchange.with(query));
              if (response.getRcode() != Rcode.NOERROR
                  || response.getSection(Section.ANSWER).isEmpty()) {
                throw new IOException(Rcode.string(response.getRcode()));
              }
            } catch (IOException e) {
              if (lost.incrementAndGet() <= SHOWN) {
                System.out.println("soak: lost: " + format.formatted(i) + ": " + e);
              }
            }
            queries.incrementAndGet();
          }
        });
  }

  private Exchange udp() throws IOException {
    DatagramSocket socket = new DatagramSocket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(LOOPBACK, port));
    byte[] buffer = new byte[0xffff];
    return query -> {
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket response = new DatagramPacket(buffer, buffer.length);
      do {
        socket.receive(response);
      } while (buffer[0] != query[0] || buffer[1] != query[1]); // one that was given up
      return Arrays.copyOf(buffer, response.getLength());
    };
  }

  /** One connection for all queries. */
  private Exchange tcp() throws IOException {
    Socket socket = new Socket(LOOPBACK, port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    DataInputStream in = new DataInputStream(socket.getInputStream());
    return query -> {
      byte[] framed = new byte[2 + query.length];
      framed[1] = (byte) query.length;
      System.arraycopy(query, 0, framed, 2, query.length);
      out.write(framed);
      return in.readNBytes(in.readUnsignedShort());
    };
  }

  // The upstream: takes its time, so that there are queries in flight at each reload

  private void answerSlowly() {
    byte[] buffer = new byte[4096];
    try (ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor()) {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        upstream.receive(packet);
        Message message = new Message(Arrays.copyOf(buffer, packet.getLength()));
        message.getHeader().setFlag(Flags.QR);
        Name name = message.getQuestion().getName();
        message.addRecord(new ARecord(name, DClass.IN, 5, LOOPBACK), Section.ANSWER);
        byte[] response = message.toWire();
        later.schedule(
            () -> {
              upstream.send(
                  new DatagramPacket(response, response.length, packet.getSocketAddress()));
              return null;
            },
            UPSTREAM_MILLIS,
            TimeUnit.MILLISECONDS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** What the server holds, after a collection. */
  private record Figures(long heapKilobytes, long residentKilobytes, long files, long threads) {
    static Figures of(Process server, URI metrics) throws Exception {
      String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      String pid = String.valueOf(server.pid());
      new ProcessBuilder(jcmd, pid, "GC.run").redirectErrorStream(true).start().waitFor();
      return new Figures(heap(metrics) >> 10, resident(pid), count(pid, "fd"), count(pid, "task"));
    }

    private static long heap(URI metrics) throws Exception {
      try (HttpClient client = HttpClient.newHttpClient()) {
        return client
            .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofLines())
            .body()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
            .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
            .findFirst()
            .orElseThrow();
      }
    }

    private static long resident(String pid) throws IOException {
      return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }

    private static long count(String pid, String what) throws IOException {
      try (Stream<Path> all = Files.list(Path.of("/proc", pid, what))) {
        return all.count();
      }
    }

    /** A few more threads and files may be at work; a thousand reloads would leave thousands. */
    boolean isLike(Figures first) {
      return heapKilobytes < first.heapKilobytes + 4096
          && files < first.files + 10
          && threads < first.threads + 10;
    }

    @Override
    public String toString() {
      return "heap %.1f MB, resident %d MB, %d files, %d threads"
          .formatted(heapKilobytes / 1024.0, residentKilobytes >> 10, files, threads);
    }
  }
}

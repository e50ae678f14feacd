// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Setup;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.TestServer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** A server whose Corefile changes while it is asked. */
class ReloadTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          at:io.binnacle.server.ReloadTest$At
          opens:io.binnacle.server.ReloadTest$Opens
          broken:io.binnacle.server.ReloadTest$Broken
          counts:io.binnacle.server.ReloadTest$Counts
          stuck:io.binnacle.server.ReloadTest$Stuck
          slow:io.binnacle.server.ReloadTest$Slow
          say:io.binnacle.server.ReloadTest$Say
          """);

  @BeforeEach
  void forget() {
    Opens.EVENTS.clear();
    Slow.HELD.clear();
  }

  private static TestServer start(String corefile) {
    return TestServer.start(CATALOG, corefile);
  }

  private static String ask(TestServer server) throws IOException {
    return text(server.ask("example.org", Type.TXT));
  }

  private static String text(Message response) {
    return ((TXTRecord) response.getSection(Section.ANSWER).getFirst()).getStrings().getFirst();
  }

  @Test
  void answersAsTheNewCorefileSays() throws Exception {
    try (TestServer server = start(". {\n say old\n}")) {
      InetSocketAddress address = server.address();
      assertThat(ask(server)).isEqualTo("old");

      server.reload(". {\n say new\n}");

      assertThat(server.address()).isEqualTo(address);
      assertThat(ask(server)).isEqualTo("new");
      assertThat(text(server.tcp().ask("example.org", Type.TXT))).isEqualTo("new");
    }
  }

  @Test
  void noQueryIsLost() throws Exception {
    try (TestServer server = start(". {\n say 0\n}")) {
      AtomicInteger served = new AtomicInteger();
      CompletableFuture<Void> clients =
          CompletableFuture.allOf(
              Stream.of(server.udp(), server.udp(), server.tcp())
                  .map(client -> CompletableFuture.runAsync(() -> askOften(client, served)))
                  .toArray(CompletableFuture<?>[]::new));

      while (!clients.isDone()) {
        int next = served.get() + 1;
        server.reload(". {\n say %d\n}", next);
        served.set(next);
      }

      clients.get();
    }
  }

  /** Hears nothing that is older than what was served when it asked. */
  private static void askOften(DnsClient client, AtomicInteger served) {
    for (int i = 0; i < 300; i++) {
      try {
        int atLeast = served.get();
        int heard = Integer.parseInt(text(client.ask("example.org", Type.TXT)));
        assertThat(heard).isGreaterThanOrEqualTo(atLeast);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void aQueryInFlightEndsWhereItBegan() throws Exception {
    try (TestServer server = start(". {\n slow\n opens old\n}")) {
      CompletableFuture<Message> waiting = askInBackground(server);
      CompletableFuture<Response> held = Slow.HELD.poll(10, TimeUnit.SECONDS);

      CompletableFuture<Void> reload =
          CompletableFuture.runAsync(() -> server.reload(". {\n say new\n opens new\n}"));
      for (String event : List.of("open old", "serve old", "open new", "serve new")) {
        assertThat(Opens.EVENTS.poll(10, TimeUnit.SECONDS)).isEqualTo(event);
      }
      assertThat(ask(server)).isEqualTo("new");
      assertThat(waiting).isNotDone();
      assertThat(Opens.EVENTS).isEmpty(); // what the old one needs is open

      held.complete(Response.error(Rcode.NXDOMAIN));

      assertThat(waiting.get(10, TimeUnit.SECONDS).getRcode()).isEqualTo(Rcode.NXDOMAIN);
      reload.get(10, TimeUnit.SECONDS);
      assertThat(Opens.EVENTS).containsExactly("close old");
    }
    assertThat(Opens.EVENTS).containsExactly("close old", "close new");
  }

  @Test
  void aConnectionStaysOpen() throws Exception {
    try (TestServer server = start(". {\n say old\n}");
        Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      assertThat(text(ask(socket))).isEqualTo("old");

      server.reload(". {\n say new\n}");

      assertThat(text(ask(socket))).isEqualTo("new");
    }
  }

  private static Message ask(Socket socket) throws IOException {
    byte[] query = DnsClient.query("example.org", Type.TXT).toWire();
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeShort(query.length);
    out.write(query);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    return new Message(in.readNBytes(in.readUnsignedShort()));
  }

  @Test
  void listensWhereTheNewCorefileSays() throws Exception {
    try (TestServer server = start(". {\n at 127.0.0.1\n say old\n}")) {
      InetSocketAddress first = server.address();

      server.reload(". {\n at 127.0.0.1\n at 127.0.0.2\n say both\n}");
      assertThat(server.address(0)).isEqualTo(first);
      InetSocketAddress second = server.address(1);
      assertThat(text(DnsClient.udp(second).ask("example.org", Type.TXT))).isEqualTo("both");
      assertThat(text(DnsClient.tcp(second).ask("example.org", Type.TXT))).isEqualTo("both");

      server.reload(". {\n at 127.0.0.2\n say second\n}");
      assertThat(server.address()).isEqualTo(second);
      assertThat(ask(server)).isEqualTo("second");
      assertThatThrownBy(() -> DnsClient.tcp(first).ask("example.org", Type.TXT))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void allAddressesMayTakeThePlaceOfOneAtTheSamePort() throws Exception {
    try (TestServer server = start(".:0 {\n at 127.0.0.1\n say one\n}")) {
      int port = server.address().getPort();

      server.reload(".:%d {\n say all\n}", port);

      InetSocketAddress other = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), port);
      assertThat(text(DnsClient.udp(other).ask("example.org", Type.TXT))).isEqualTo("all");
      assertThat(ask(server)).isEqualTo("all");
    }
  }

  @Test
  void whatIsWrongChangesNothing() throws Exception {
    try (TestServer server = start(". {\n opens old\n say old\n}")) {
      assertThatThrownBy(
              () -> server.server().reload(TestServer.corefile(". {\n sai new\n opens\n}")))
          .isInstanceOf(CorefileException.class)
          .hasMessageContainingAll("2:2: unknown directive 'sai'", "3:7: opens: expected a name");

      assertThat(ask(server)).isEqualTo("old");
      assertThat(Opens.EVENTS).containsExactly("open old", "serve old");
    }
  }

  @Test
  void whatCannotBeOpenedChangesNothing() throws Exception {
    try (TestServer server = start(". {\n opens old\n say old\n}")) {
      String broken = ". {\n at 127.0.0.1\n opens new\n broken\n say new\n}";

      assertThatThrownBy(() -> server.server().reload(TestServer.corefile(broken)))
          .isInstanceOf(StartException.class)
          .hasMessage("plugin/broken: no such file");

      assertThat(ask(server)).isEqualTo("old");
      assertThat(server.server().addresses()).hasSize(1);
      assertThat(Opens.EVENTS).containsExactly("open old", "serve old", "open new", "close new");
    }
  }

  @Test
  void anAddressInUseChangesNothing() throws Exception {
    try (TestServer other = start(". {\n at 127.0.0.1\n say other\n}");
        TestServer server = start(". {\n opens old\n say old\n}")) {
      int port = other.address().getPort();
      String taken = ".:%d {\n at 127.0.0.1\n opens new\n say new\n}".formatted(port);

      assertThatThrownBy(() -> server.server().reload(TestServer.corefile(taken)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("127.0.0.1:" + port);

      assertThat(ask(server)).isEqualTo("old");
      assertThat(Opens.EVENTS).containsExactly("open old", "serve old");
    }
  }

  @Test
  void whatIsKeptIsTheSameAfterwards() throws Exception {
    try (TestServer server = start(". {\n counts\n}")) {
      assertThat(List.of(ask(server), ask(server))).containsExactly("1", "2");

      server.reload("example.org {\n counts\n}");

      assertThat(ask(server)).isEqualTo("3");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fiftyReloadsLeaveNothingBehind() throws Exception {
    try (TestServer server = start(". {\n opens 0\n say 0\n}")) {
      server.reload(". {\n at 127.0.0.1\n opens 0\n say 0\n}");
      server.reload(". {\n opens 0\n say 0\n}");
      int files = openFiles();
      Set<Thread> threads = Thread.getAllStackTraces().keySet();

      for (int i = 1; i <= 50; i++) {
        server.reload(". {\n%s opens %d\n say %d\n}", i % 2 == 0 ? "" : " at 127.0.0.1\n", i, i);
      }

      assertThat(openFiles()).isEqualTo(files);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("loop"))
          .isSubsetOf(threads);
      assertThat(Opens.EVENTS.stream().filter(event -> event.startsWith("close"))).hasSize(52);
    }
  }

  private static int openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return (int) files.count();
    }
  }

  @Test
  void aStopDoesNotWaitForTheDrainOfAReload() throws Exception {
    TestServer server = start(". {\n slow\n opens old\n}");
    CompletableFuture<Message> waiting = askInBackground(server);
    CompletableFuture<Response> held = Slow.HELD.poll(10, TimeUnit.SECONDS);
    CompletableFuture<Void> reload =
        CompletableFuture.runAsync(() -> server.reload(". {\n opens new\n say new\n}"));
    for (String event : List.of("open old", "serve old", "open new", "serve new")) {
      assertThat(Opens.EVENTS.poll(10, TimeUnit.SECONDS)).isEqualTo(event);
    }

    CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
    reload.get(10, TimeUnit.SECONDS);
    held.complete(Response.error(Rcode.NXDOMAIN));

    stop.get(10, TimeUnit.SECONDS);
    assertThat(waiting.get(10, TimeUnit.SECONDS).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(Opens.EVENTS).containsExactly("close old", "close new");
  }

  @Test
  void aStopDoesNotWaitForWhatAReloadOpens() throws Exception {
    TestServer server = start(". {\n say old\n}");
    CompletableFuture<Void> reload =
        CompletableFuture.runAsync(() -> server.reload(". {\n stuck\n}"));
    assertThat(Opens.EVENTS.poll(10, TimeUnit.SECONDS)).isEqualTo("open stuck");

    server.close();

    assertThatThrownBy(() -> reload.get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(StartException.class);
  }

  @Test
  void reloadsAndAStopAtOnceDoNotWaitForEachOther() throws Exception {
    TestServer server = start(". {\n say 0\n}");
    List<CompletableFuture<Void>> all = new ArrayList<>();
    IntStream.range(0, 20)
        .forEach(
            i ->
                all.add(
                    CompletableFuture.runAsync(
                        server.server()::reload, Thread::startVirtualThread)));
    all.add(CompletableFuture.runAsync(server::close));

    CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);
  }

  private static CompletableFuture<Message> askInBackground(TestServer server) {
    DnsClient client = server.udp();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.ask("example.org", Type.TXT);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private static void answer(Setup block, Supplier<String> text) {
    block.use(
        query -> {
          Message message = query.message();
          message.getHeader().setFlag(Flags.QR);
          message.addRecord(new TXTRecord(query.name(), DClass.IN, 5, text.get()), Section.ANSWER);
          return MessageResponse.of(message);
        });
  }

  /** Answers everything with a text. */
  public static final class Say implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) throws CorefileException {
      String text = directive.only("a text").text();
      answer(block, () -> text);
    }
  }

  /** Answers everything with the number of the query. */
  public static final class Counts implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      AtomicInteger queries = block.kept(AtomicInteger.class, _ -> new AtomicInteger());
      answer(block, () -> String.valueOf(queries.incrementAndGet()));
    }
  }

  /** Limits the block to an address. */
  public static final class At implements Plugin {
    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public void setup(Directive directive, Setup block) throws CorefileException {
      directive.eachOccurrence(
          each -> block.listenOn(List.of(InetAddress.ofLiteral(each.only("an address").text()))));
    }
  }

  /** Remembers what was opened and closed. */
  public static final class Opens implements Plugin {
    static final LinkedBlockingQueue<String> EVENTS = new LinkedBlockingQueue<>();

    @Override
    public void setup(Directive directive, Setup block) throws CorefileException {
      String name = directive.only("a name").text();
      block.onStart(
          () -> {
            EVENTS.add("open " + name);
            return () -> EVENTS.add("close " + name);
          });
      block.afterStart(() -> EVENTS.add("serve " + name));
    }
  }

  /** Takes for ever to be opened. */
  public static final class Stuck implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      block.onStart(
          () -> {
            Opens.EVENTS.add("open stuck");
            new CompletableFuture<Void>().get();
            return () -> {};
          });
    }
  }

  /** Cannot be opened. */
  public static final class Broken implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      block.onStart(
          () -> {
            throw new IOException("no such file");
          });
    }
  }

  /** Holds each query until the test lets it go. */
  public static final class Slow implements Plugin {
    static final LinkedBlockingQueue<CompletableFuture<Response>> HELD =
        new LinkedBlockingQueue<>();

    @Override
    public void setup(Directive directive, Setup block) {
      block.use(
          query -> {
            CompletableFuture<Response> response = new CompletableFuture<>();
            HELD.add(response);
            return new Later(response);
          });
    }
  }
}

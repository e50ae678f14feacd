// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.dns.CompiledResponse;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Setup;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.Queries;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** A whole server, with plugins made for the purpose, asked as a client would. */
class ServerTest {
  static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          # what the tests need
          missing:-
          throwing:io.binnacle.server.ServerTest$Throwing
          slow:io.binnacle.server.ServerTest$Slow
          deep:io.binnacle.server.ServerTest$Deep
          rename:io.binnacle.server.ServerTest$Rename
          broken:io.binnacle.server.ServerTest$Broken
          wrong:io.binnacle.server.ServerTest$Wrong
          at:io.binnacle.server.ServerTest$At
          needy:io.binnacle.server.ServerTest$Needy
          say:io.binnacle.server.ServerTest$Say
          """);

  // Dispatch: corefile.md, section 10

  @Test
  void theLongestZoneGetsTheQuery() throws IOException {
    try (TestServer server =
        start(
            """
            . {
              say root
            }
            example.org {
              say outer
            }
            inner.example.org {
              say inner
            }
            """)) {
      assertThat(text(server.ask("www.inner.example.org", Type.TXT))).isEqualTo("inner");
      assertThat(text(server.ask("INNER.Example.ORG", Type.TXT))).isEqualTo("inner");
      assertThat(text(server.ask("www.example.org", Type.TXT))).isEqualTo("outer");
      assertThat(text(server.ask("notexample.org", Type.TXT))).isEqualTo("root");
    }
  }

  @Test
  void aNameInNoZoneIsRefused() throws IOException {
    try (TestServer server = start("example.org {\nsay something\n}")) {
      assertThat(server.ask("example.net", Type.TXT).getRcode()).isEqualTo(Rcode.REFUSED);
    }
  }

  @Test
  void aBlockWithoutPluginsRefuses() throws IOException {
    try (TestServer server = start("example.org {\n}")) {
      assertThat(server.ask("example.org", Type.TXT).getRcode()).isEqualTo(Rcode.REFUSED);
    }
  }

  @Test
  void aClassThatIsNotServedIsRefused() throws IOException {
    try (TestServer server = start(". {\nsay something\n}")) {
      Name name = Queries.name("version.bind");

      Message response =
          server.udp().ask(Message.newQuery(Record.newRecord(name, Type.TXT, DClass.CHAOS)));

      assertThat(response.getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(response.getQuestion().getDClass()).isEqualTo(DClass.CHAOS);
    }
  }

  @Test
  void dsIsAnsweredByTheParentZone() throws IOException {
    try (TestServer server =
        start(
            """
            . {
              say root
            }
            example.org {
              say parent
            }
            child.example.org {
              say child
            }
            """)) {
      assertThat(text(server.ask("child.example.org", Type.DS))).isEqualTo("parent");
      assertThat(text(server.ask("www.child.example.org", Type.DS))).isEqualTo("child");
      assertThat(text(server.ask("example.org", Type.DS))).isEqualTo("parent");
    }
  }

  // What is sent back

  @Test
  void theQuestionComesBackAsItWasAsked() throws IOException {
    try (TestServer server =
        start(
            """
            . {
              rename a.quite.different.name.example.net
              say something
            }
            """)) {
      Message response = server.ask("WwW.Example.ORG", Type.TXT);

      assertThat(response.getQuestion().getName()).hasToString("WwW.Example.ORG.");
      assertThat(response.getSection(Section.ANSWER).getFirst().getName())
          .hasToString("a.quite.different.name.example.net.");
      assertThat(response.getHeader().getFlag(Flags.QR)).isTrue();
      assertThat(response.getHeader().getFlag(Flags.RD)).isTrue();
    }
  }

  @Test
  void tcpAnswersAsUdpDoes() throws IOException {
    try (TestServer server = start(". {\nsay something\n}")) {
      assertThat(text(server.tcp().ask("example.org", Type.TXT))).isEqualTo("something");
    }
  }

  // One plugin's faults

  @Test
  void aThrowingPluginHarmsOnlyItsOwnQuery() throws IOException {
    try (TestServer server =
        start(
            """
            bad.example.org {
              throwing
            }
            example.org {
              say fine
            }
            """)) {
      assertThat(server.ask("bad.example.org", Type.TXT).getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(text(server.ask("www.example.org", Type.TXT))).isEqualTo("fine");
    }
  }

  @Test
  void aResponseThatCannotBeWrittenHarmsOnlyItsOwnQuery() throws IOException {
    try (TestServer server =
        start(
            """
            wrong.example.org {
              wrong
            }
            example.org {
              say fine
            }
            """)) {
      assertThat(server.tcp().ask("wrong.example.org", Type.A).getRcode())
          .isEqualTo(Rcode.SERVFAIL);
      assertThat(text(server.ask("www.example.org", Type.TXT))).isEqualTo("fine");
    }
  }

  @Test
  void aPluginFindsOutAtTheEndWhoElseIsInItsBlock() throws IOException {
    try (TestServer server = start(". {\nneedy\nsay here\n}")) {
      assertThat(text(server.ask("example.org", Type.TXT))).isEqualTo("here");
    }
    assertThatThrownBy(
            () -> Server.build(TestServer.corefile("example.org {\n  needy\n}"), CATALOG))
        .isInstanceOf(CorefileException.class)
        .hasMessage("Corefile:2:3: needy: needs another plugin");
    assertThatThrownBy(
            () -> Server.build(TestServer.corefile("example.org {\nneedy\nsay\n}"), CATALOG))
        .as("what may be missing for its own mistake is not called missing")
        .hasMessageNotContaining("needy");
  }

  @Test
  void aSlowPluginHoldsUpOnlyItsOwnQuery() throws Exception {
    try (TestServer server =
        start(
            """
            slow.example.org {
              slow
            }
            example.org {
              say quick
            }
            """)) {
      CompletableFuture<Message> waiting = askInBackground(server, "slow.example.org");
      CompletableFuture<Response> held = Slow.HELD.poll(10, TimeUnit.SECONDS);

      assertThat(text(server.ask("www.example.org", Type.TXT))).isEqualTo("quick");
      assertThat(waiting).isNotDone();

      held.complete(Response.error(Rcode.NXDOMAIN));
      assertThat(waiting.get(10, TimeUnit.SECONDS).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }
  }

  @Test
  void whatIsInFlightIsAnsweredBeforeTheServerStops() throws Exception {
    TestServer server = start(". {\nslow\n}");
    CompletableFuture<Message> waiting = askInBackground(server, "slow.example.org");
    CompletableFuture<Response> held = Slow.HELD.poll(10, TimeUnit.SECONDS);

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
    held.complete(Response.error(Rcode.NXDOMAIN));

    assertThat(waiting.get(10, TimeUnit.SECONDS).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    stopped.get(10, TimeUnit.SECONDS);
  }

  @Test
  void lookupsWithinLookupsEndAtABoundedDepth() throws IOException {
    try (TestServer server = start(". {\ndeep\n}")) {
      assertThat(server.ask("example.org", Type.TXT).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }
  }

  private static TestServer start(String corefile) {
    return TestServer.start(CATALOG, corefile);
  }

  private static CompletableFuture<Message> askInBackground(TestServer server, String name) {
    DnsClient client = server.udp();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.ask(name, Type.TXT);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private static String text(Message response) {
    return ((TXTRecord) response.getSection(Section.ANSWER).getFirst()).getStrings().getFirst();
  }

  @Test
  void answersAtEveryAddressOfBothFamilies() throws IOException {
    try (TestServer server = start(". {\n say root\n}")) {
      int port = server.address().getPort();
      for (String address : List.of("127.0.0.1", "127.0.0.2", "::1")) {
        InetSocketAddress asked = new InetSocketAddress(InetAddress.ofLiteral(address), port);

        assertThat(text(DnsClient.udp(asked).ask("example.org", Type.TXT))).isEqualTo("root");
        assertThat(text(DnsClient.tcp(asked).ask("example.org", Type.TXT))).isEqualTo("root");
      }
    }
  }

  /** Answers everything with a TXT record. */
  public static final class Say implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) throws CorefileException {
      String text = directive.only("a text").text();
      block.use(
          query -> {
            Message message = query.message();
            message.getHeader().setFlag(Flags.QR);
            message.addRecord(new TXTRecord(query.name(), DClass.IN, 5, text), Section.ANSWER);
            return MessageResponse.of(message);
          });
    }
  }

  /** Asks for another name instead. */
  public static final class Rename implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) throws CorefileException {
      Name name = Queries.name(directive.only("a name").text());
      block.use(query -> Next.as(query.withName(name)));
    }
  }

  /** Limits the block to an address. */
  public static final class At implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) throws CorefileException {
      block.listenOn(List.of(InetAddress.ofLiteral(directive.only("an address").text())));
    }
  }

  /** Needs another plugin in its block. */
  public static final class Needy implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      Supplier<List<Setup.Named<Handler>>> handlers = block.handlers(Handler.class);
      block.atEnd(
          () -> {
            if (handlers.get().isEmpty()) {
              throw directive.error("needs another plugin");
            }
          });
    }
  }

  /** Replies with what was compiled for another question. */
  public static final class Wrong implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      Question other = Question.of(Queries.name("another.example.net"), Type.A, DClass.IN);
      CompiledResponse compiled = ResponseBuilder.of(other).a(5, 0x0a000001).build();
      block.use(query -> WireResponse.of(compiled, Rcode.NOERROR, 0));
    }
  }

  /** Always throws. */
  public static final class Throwing implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      block.use(
          query -> {
            throw new IllegalStateException("broken");
          });
    }
  }

  /** Holds each query until the test lets it go. */
  public static final class Slow implements Plugin {
    static final SynchronousQueue<CompletableFuture<Response>> HELD = new SynchronousQueue<>();

    @Override
    public void setup(Directive directive, Setup block) {
      block.use(
          query -> {
            CompletableFuture<Response> response = new CompletableFuture<>();
            Thread.startVirtualThread(
                () -> {
                  try {
                    HELD.put(response);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
            return new Later(response);
          });
    }
  }

  /** Answers each query with what the whole server says to the same query. */
  public static final class Deep implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      Chain server = block.server();
      block.use(query -> new Later(server.run(query.lookup(query.name(), query.type()))));
    }
  }

  /** Cannot be opened. */
  public static final class Broken implements Plugin {
    static int starts;

    @Override
    public void setup(Directive directive, Setup block) {
      block.onStart(
          () -> {
            starts++;
            throw new IOException("no such file");
          });
    }
  }
}

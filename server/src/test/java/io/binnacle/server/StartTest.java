// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Setup;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FreePort;
import io.binnacle.testing.TestServer;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** The order of a start: sockets, what plugins need, answers, and only then whoever says so. */
class StartTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse("source:io.binnacle.server.StartTest$Source");

  private static final BlockingQueue<String> EVENTS = new LinkedBlockingQueue<>();
  private static final CompletableFuture<Void> SYNCED = new CompletableFuture<>();

  /** Takes its time. */
  public static final class Source implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      block.use(_ -> Response.error(Rcode.NXDOMAIN));
      block.onStart(
          () -> {
            EVENTS.add("opens");
            SYNCED.get();
            EVENTS.add("opened");
            return () -> {};
          });
      block.afterStart(() -> EVENTS.add("serves"));
    }
  }

  @Test
  void queriesThatComeEarlyWaitForWhatPluginsNeed() throws Exception {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.find());
    CompletableFuture<TestServer> starting =
        CompletableFuture.supplyAsync(
            () -> TestServer.start(CATALOG, ".:%d {\n source\n}", address.getPort()));
    assertThat(EVENTS.poll(10, TimeUnit.SECONDS)).isEqualTo("opens");

    assertThatThrownBy(() -> new DatagramSocket(address.getPort()).close())
        .isInstanceOf(BindException.class);
    assertThatThrownBy(() -> new ServerSocket(address.getPort()).close())
        .isInstanceOf(BindException.class);
    Future<Message> early = DnsClient.udp(address).later("example.org", Type.A);
    Future<Message> earlyByTcp = DnsClient.tcp(address).later("example.org", Type.A);
    SYNCED.complete(null);

    try (TestServer _ = starting.get(10, TimeUnit.SECONDS)) {
      assertThat(early.get(10, TimeUnit.SECONDS).getRcode()).isEqualTo(Rcode.NXDOMAIN);
      assertThat(earlyByTcp.get(10, TimeUnit.SECONDS).getRcode()).isEqualTo(Rcode.NXDOMAIN);
      assertThat(EVENTS).containsExactly("opened", "serves");
    }
  }
}

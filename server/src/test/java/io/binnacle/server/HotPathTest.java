// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Client;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.plugin.Route;
import io.binnacle.plugin.Transport;
import io.binnacle.testing.Allocation;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.Queries;
import io.binnacle.transport.ResponseSink;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a query that is answered at once costs between two transports, in bytes of garbage. */
class HotPathTest {
  /**
   * A query, its question, and the question's name; the issue of speed allows 128 for all of it.
   */
  private static final long BUDGET = 128;

  @Test
  void aHitAllocatesItsQueryAndNothingElse() {
    Name name = Queries.name("web.app.svc.cluster.local");
    Message query = DnsClient.query("web.app.svc.cluster.local", Type.A);
    Message answer = query.clone();
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(new ARecord(name, DClass.IN, 5, new byte[] {10, 96, 1, 1}), Section.ANSWER);
    Response hit =
        MessageResponse.of(answer)
            .compile(
                Queries.udp(name.toString(), Type.A, new EmbeddedChannel().eventLoop()).question());
    Next watched = Next.then(new Passing());
    HandlerChain chain =
        new HandlerChain(
            List.of(new Station("above", asked -> watched), new Station("answer", asked -> hit)),
            List.of());
    Destination all = new Destination(Route.NONE, chain);
    EventLoop loop = new EmbeddedChannel().eventLoop();
    LoopReceiver receiver =
        new LoopReceiver(loop, new Dispatcher(Map.of(Name.root, all), Map.of(), all));
    byte[] message = query.toWire();
    Client client =
        Client.of(
            new InetSocketAddress("192.0.2.7", 40212),
            new InetSocketAddress("192.0.2.53", 53),
            Transport.UDP,
            loop);
    Counting responses = new Counting();

    long perQuery =
        Allocation.bytesPerRun(
            () -> receiver.received(message, message.length, client, 0, responses));

    assertThat(responses.sent).isEqualTo(2L * Allocation.RUNS);
    assertThat(responses.length).isEqualTo(message.length + 16);
    assertThat(perQuery).isLessThanOrEqualTo(BUDGET);
  }

  private static final class Passing implements ResponseFilter {
    @Override
    public Response filter(io.binnacle.plugin.Query query, Response response) {
      return response;
    }
  }

  private static final class Counting implements ResponseSink {
    long sent;
    int length;

    @Override
    public void send(byte[] message, int messageLength, Client client) {
      sent++;
      length = messageLength;
    }

    @Override
    public void drop(Client client) {
      throw new AssertionError("dropped");
    }
  }
}

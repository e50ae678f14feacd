// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Transport;
import io.binnacle.transport.Waiting.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Queries over TCP.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766">RFC 7766</a>
 */
@ParameterizedClass(name = "{0} {1}")
@MethodSource("io.binnacle.transport.Kinds#all")
class TcpListenerTest {
  private final EventLoops loops;
  private final InetSocketAddress anyPort;
  private final Waiting waiting = new Waiting();

  TcpListenerTest(Sockets sockets, String host) {
    this.loops = EventLoops.open(sockets, 2);
    this.anyPort = Kinds.at(host, 0);
  }

  @AfterEach
  void closeLoops() {
    loops.close();
  }

  @Test
  void answersQueriesOneAfterTheOther() throws Exception {
    try (Listener listener = start(new Echo());
        TcpClient client = new TcpClient(listener.address())) {
      for (int id = 0; id < 10; id++) {
        client.send(Queries.query(id));

        assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(id)));
      }
    }
  }

  @Test
  void tellsWhoAsksAndWhatWasAsked() throws Exception {
    try (Listener listener = start(waiting);
        TcpClient client = new TcpClient(listener.address())) {
      client.send(Queries.query(1));
      Message message = waiting.next();

      assertThat(message.client().address()).isEqualTo(client.address());
      assertThat(message.client().local()).isEqualTo(listener.address());
      assertThat(message.client().transport()).isEqualTo(Transport.TCP);
      assertThat(loops.all()).contains(message.client().loop());
    }
  }

  @Test
  void answersPipelinedQueriesAsTheyFinish() throws Exception {
    try (Listener listener = start(waiting);
        TcpClient client = new TcpClient(listener.address())) {
      client.send(Queries.query(1), Queries.query(2), Queries.query(3));
      Message first = waiting.next();
      Message second = waiting.next();
      Message third = waiting.next();

      third.answer();
      assertThat(Queries.id(client.receive())).isEqualTo(3);
      first.answer();
      assertThat(Queries.id(client.receive())).isEqualTo(1);
      second.answer();
      assertThat(Queries.id(client.receive())).isEqualTo(2);
    }
  }

  @Test
  void takesMessagesInPiecesOfAnySize() throws Exception {
    try (Listener listener = start(new Echo());
        TcpClient client = new TcpClient(listener.address())) {
      byte[] query = Queries.query(1, 20);
      client.sendBytes((byte) 0);
      client.sendBytes((byte) 20);
      for (byte each : query) {
        client.sendBytes(each);
      }

      assertThat(client.receive()).isEqualTo(Echo.of(query));
    }
  }

  @Test
  void takesAndSendsMessagesOfEverySize() throws Exception {
    try (Listener listener = start(new Echo());
        TcpClient client = new TcpClient(listener.address())) {
      for (int length : List.of(12, 512, 4096, 40_000, 65_535)) {
        byte[] query = Queries.query(length, length);
        client.send(query);

        assertThat(client.receive()).isEqualTo(Echo.of(query));
      }
    }
  }

  @Test
  void letsOthersInBetweenWhereResponsesAreLong() throws Exception {
    List<Integer> order = new CopyOnWriteArrayList<>();
    try (EventLoops one = EventLoops.open(loops.sockets(), 1)) {
      AtomicReference<TcpClient> other = new AtomicReference<>();
      MessageReceiver receiver =
          (message, length, client, now, responses) -> {
            int id = Queries.id(message);
            order.add(id);
            if (id == 1) {
              sendNow(other.get(), 99);
            }
            responses.send(Echo.of(Queries.query(id, 40_000)), 40_000, client);
          };
      try (Listener listener = TcpListener.bind(one, anyPort, 1, TcpLimits.DEFAULT, _ -> receiver);
          TcpClient client = new TcpClient(listener.address());
          TcpClient bystander = new TcpClient(listener.address())) {
        other.set(bystander);
        listener.start();
        bystander.send(Queries.query(0));
        bystander.receive();

        client.send(IntStream.rangeClosed(1, 8).mapToObj(Queries::query).toArray(byte[][]::new));

        for (int i = 1; i <= 8; i++) {
          client.receive();
        }
        bystander.receive();
      }
    }
    assertThat(order.indexOf(99)).isLessThan(order.indexOf(8));
  }

  private static void sendNow(TcpClient client, int id) {
    try {
      client.send(Queries.query(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void answersThousandsOfPipelinedQueries() throws Exception {
    int count = 5000;
    byte[][] queries = new byte[count][];
    for (int id = 0; id < count; id++) {
      queries[id] = Queries.query(id, 12 + id % 100);
    }

    try (Listener listener = start(new Echo());
        TcpClient client = new TcpClient(listener.address())) {
      Thread.ofVirtual().start(() -> sendAll(client, queries));

      for (byte[] query : queries) {
        assertThat(client.receive()).isEqualTo(Echo.of(query));
      }
    }
  }

  @Test
  void sendsTheRestWhenAClientReadsOn() throws Exception {
    int count = 15;
    byte[] large = Queries.query(7, 60_000);

    try (Listener listener = start(waiting);
        TcpClient client = TcpClient.withTinyWindow(listener.address())) {
      List<Message> messages = new ArrayList<>();
      for (int id = 0; id < count; id++) {
        client.send(Queries.query(id));
        messages.add(waiting.next());
      }

      messages.forEach(message -> message.answer(large));

      for (int id = 0; id < count; id++) {
        assertThat(client.receive()).isEqualTo(large);
      }
    }
  }

  @Test
  void skipsQueriesThatGetNoResponse() throws Exception {
    try (Listener listener = start(waiting);
        TcpClient client = new TcpClient(listener.address())) {
      client.send(Queries.query(1), Queries.query(2));

      waiting.next().drop();
      waiting.next().answer();

      assertThat(Queries.id(client.receive())).isEqualTo(2);
    }
  }

  @Test
  void answersAClientThatHasClosedItsSide() throws Exception {
    try (Listener listener = start(waiting);
        TcpClient client = new TcpClient(listener.address())) {
      client.send(Queries.query(1), Queries.query(2));
      client.closeOutput();

      waiting.next().answer();
      waiting.next().answer();

      assertThat(Queries.id(client.receive())).isEqualTo(1);
      assertThat(Queries.id(client.receive())).isEqualTo(2);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void closesWhenAClientClosesItsSideWithoutAQuery() throws Exception {
    try (Listener listener = start(new Echo());
        TcpClient client = new TcpClient(listener.address())) {
      client.closeOutput();

      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void closesWhenAClientClosesItsSideWithinAQuery() throws Exception {
    try (Listener listener = start(new Echo());
        TcpClient client = new TcpClient(listener.address())) {
      client.sendBytes((byte) 0, (byte) 20, (byte) 1);
      client.closeOutput();

      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void outlivesClientsThatResetTheirConnections() throws Exception {
    try (Listener listener = start(waiting)) {
      List<Message> messages = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        TcpClient client = new TcpClient(listener.address());
        client.send(Queries.query(i));
        messages.add(waiting.next());
        client.reset();
      }
      messages.forEach(Message::answer);

      try (TcpClient client = new TcpClient(listener.address())) {
        client.send(Queries.query(1));
        waiting.next().answer();

        assertThat(Queries.id(client.receive())).isEqualTo(1);
      }
    }
  }

  @Test
  void acceptsNothingBeforeItIsStarted() throws Exception {
    try (Listener listener = bind(waiting);
        TcpClient client = new TcpClient(listener.address())) {
      client.send(Queries.query(1));
      assertThat(waiting.count()).isZero();

      listener.start();
      waiting.next().answer();

      assertThat(Queries.id(client.receive())).isEqualTo(1);
    }
  }

  @Test
  void goesOnAfterAReceiverThatThrows() throws Exception {
    MessageReceiver receiver =
        (message, length, client, now, responses) -> {
          if (length > 12) {
            throw new LinkageError("for this test");
          }
          responses.send(message, length, client);
        };

    try (Listener listener = start(receiver)) {
      for (int i = 0; i < 10; i++) { // on each event loop
        try (TcpClient unlucky = new TcpClient(listener.address());
            TcpClient client = new TcpClient(listener.address())) {
          unlucky.send(Queries.query(1, 13));
          client.send(Queries.query(2));

          assertThat(unlucky.isClosedByServer()).isTrue();
          assertThat(Queries.id(client.receive())).isEqualTo(2);
        }
      }
    }
  }

  @Test
  void dismissesEachClientWhenNothingIsLeftToBeAnswered() throws Exception {
    try (TcpListener listener = start(waiting);
        TcpClient idle = new TcpClient(listener.address());
        TcpClient busy = new TcpClient(listener.address());
        TcpClient silent = new TcpClient(listener.address())) {
      idle.send(Queries.query(1));
      waiting.next().answer();
      idle.receive();
      busy.send(Queries.query(2), Queries.query(3));
      Message first = waiting.next();
      Message second = waiting.next();

      listener.dismiss();

      assertThat(idle.isClosedByServer()).isTrue();
      second.answer();
      busy.receive();
      first.answer();
      assertThat(Queries.id(busy.receive())).isEqualTo(2);
      assertThat(busy.isClosedByServer()).isTrue();
      for (TcpClient asking : List.of(silent, new TcpClient(listener.address()))) {
        asking.send(Queries.query(4));
        waiting.next().answer();
        assertThat(Queries.id(asking.receive())).isEqualTo(4);
        assertThat(asking.isClosedByServer()).isTrue();
      }
    }
  }

  @Test
  void answersWhatIsInFlightWhileDraining() throws Exception {
    try (Listener listener = start(waiting);
        TcpClient client = new TcpClient(listener.address());
        TcpClient idle = new TcpClient(listener.address())) {
      client.send(Queries.query(1), Queries.query(2));
      Message first = waiting.next();
      Message second = waiting.next();
      idle.send(Queries.query(3));
      waiting.next().answer();
      idle.receive();

      CompletionStage<Void> drained = listener.drain();

      assertThat(idle.isClosedByServer()).isTrue();
      Kinds.untilDone(() -> refused(listener.address()));
      first.answer();
      assertThat(Queries.id(client.receive())).isEqualTo(1);
      assertThat(drained.toCompletableFuture()).isNotDone();
      second.answer();
      assertThat(Queries.id(client.receive())).isEqualTo(2);
      assertThat(client.isClosedByServer()).isTrue();
      drained.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void closesConnectionsWhenClosed() throws Exception {
    Listener listener = start(waiting);
    try (TcpClient client = new TcpClient(listener.address())) {
      client.send(Queries.query(1));
      waiting.next();

      listener.close();

      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void freesThePortWhenClosed() throws Exception {
    Listener first = start(new Echo());
    try (TcpClient client = new TcpClient(first.address())) {
      client.send(Queries.query(1));
      client.receive();
      first.close();
    }

    Kinds.untilDone(
            () ->
                TcpListener.bind(loops, first.address(), 2, TcpLimits.DEFAULT, loop -> new Echo()))
        .close();
  }

  @Test
  void handsOverConnectionsThatAreOpen() throws Exception {
    Waiting next = new Waiting();
    try (TcpListener listener = start(waiting);
        TcpClient client = new TcpClient(listener.address())) {
      client.send(Queries.query(1));
      Message first = waiting.next();

      listener.handOver(TcpLimits.DEFAULT, loop -> next).toCompletableFuture().join();
      client.send(Queries.query(2));
      next.next().answer();
      first.answer();

      assertThat(Queries.id(client.receive())).isEqualTo(2);
      assertThat(Queries.id(client.receive())).isEqualTo(1);
    }
  }

  private static void sendAll(TcpClient client, byte[][] queries) {
    try {
      client.send(queries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean refused(InetSocketAddress address) throws IOException {
    try (TcpClient client = new TcpClient(address)) {
      throw new IOException("connected from " + client.address());
    } catch (ConnectException refused) {
      return true;
    }
  }

  private TcpListener bind(MessageReceiver receiver) throws ListenException {
    return TcpListener.bind(loops, anyPort, 2, TcpLimits.DEFAULT, loop -> receiver);
  }

  private TcpListener start(MessageReceiver receiver) throws ListenException {
    TcpListener listener = bind(receiver);
    listener.start();
    return listener;
  }
}

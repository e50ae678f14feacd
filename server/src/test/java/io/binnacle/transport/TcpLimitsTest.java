// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.binnacle.plugin.StreamLimits;
import io.binnacle.transport.Waiting.Message;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that want more than their share, or that waste it. */
@ParameterizedClass
@EnumSource
class TcpLimitsTest {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final StreamLimits PATIENT =
      new StreamLimits(NEVER, NEVER, NEVER, StreamLimits.UNLIMITED);
  private static final int LARGE = 60_000;

  private final EventLoops loops;
  private final Waiting waiting = new Waiting();

  TcpLimitsTest(Sockets sockets) {
    this.loops = EventLoops.open(sockets, 1);
  }

  @AfterEach
  void closeLoops() {
    loops.close();
  }

  @Test
  void closesAConnectionThatSendsNothing() throws Exception {
    try (Listener listener = start(times(SOON, NEVER, NEVER), new Echo());
        TcpClient client = new TcpClient(listener.address())) {
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void closesAConnectionThatSendsHalfAQuery() throws Exception {
    try (Listener listener = start(times(SOON, NEVER, NEVER), new Echo());
        TcpClient client = new TcpClient(listener.address())) {
      client.send(Queries.query(1));
      client.receive();
      client.sendBytes((byte) 0, (byte) 20, (byte) 1);

      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void closesAConnectionThatIsIdle() throws Exception {
    try (Listener listener = start(times(NEVER, SOON, NEVER), new Echo());
        TcpClient client = new TcpClient(listener.address())) {
      client.send(Queries.query(1));
      client.receive();

      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void keepsAConnectionWhoseQueryIsInFlight() throws Exception {
    try (Listener listener = start(times(NEVER, SOON, NEVER), waiting);
        TcpClient client = new TcpClient(listener.address());
        TcpClient idle = new TcpClient(listener.address())) {
      client.send(Queries.query(1));
      Message message = waiting.next();
      assertThat(idle.isClosedByServer()).isTrue();

      message.answer();

      assertThat(Queries.id(client.receive())).isEqualTo(1);
    }
  }

  @Test
  void readsNoMoreWhenManyAreInFlight() throws Exception {
    try (Listener listener = start(inFlight(3), waiting);
        TcpClient client = new TcpClient(listener.address());
        TcpClient other = new TcpClient(listener.address())) {
      List<byte[]> queries = new ArrayList<>();
      for (int id = 0; id < 5; id++) {
        queries.add(Queries.query(id));
      }
      client.send(queries.toArray(byte[][]::new));
      Message first = waiting.next();
      Message second = waiting.next();
      Message third = waiting.next();
      other.send(Queries.query(9));
      assertThat(Queries.id(waiting.next().query())).isEqualTo(9);
      assertThat(waiting.count()).isZero();

      second.answer();
      assertThat(Queries.id(waiting.next().query())).isEqualTo(3);
      first.answer();
      third.drop();
      assertThat(Queries.id(waiting.next().query())).isEqualTo(4);
    }
  }

  @Test
  void closesAClientThatPipelinesAndDoesNotRead() throws Exception {
    AtomicInteger handedOver = new AtomicInteger();
    byte[] large = Queries.query(1, LARGE);
    MessageReceiver generous =
        (message, length, client, now, responses) -> {
          handedOver.incrementAndGet();
          responses.send(large, large.length, client);
        };

    try (Listener listener = start(times(NEVER, NEVER, SOON), generous);
        TcpClient client = TcpClient.withTinyWindow(listener.address())) {
      assertThat(sendsUntilClosed(client)).isTrue();
    }

    // what the two kernels hold, and what may be unsent here
    assertThat(handedOver).hasValueLessThan(200);
  }

  @Test
  void closesAClientThatDoesNotTakeItsResponses() throws Exception {
    int queries = 100;

    try (Listener listener = start(unsent(8 * LARGE), waiting);
        TcpClient client = TcpClient.withTinyWindow(listener.address())) {
      for (int id = 0; id < queries; id++) {
        client.send(Queries.query(id));
      }
      List<Message> messages = new ArrayList<>();
      for (int id = 0; id < queries; id++) {
        messages.add(waiting.next());
      }

      messages.forEach(message -> message.answer(Queries.query(1, LARGE)));

      assertThat(sendsUntilClosed(client)).isTrue();
    }
  }

  @Test
  void refusesMoreConnectionsOfOneClient() throws Exception {
    try (Listener listener = start(connections(100, 2), new Echo());
        TcpClient first = new TcpClient(listener.address());
        TcpClient second = new TcpClient(listener.address())) {
      assertAnswers(first);
      assertAnswers(second);

      try (TcpClient third = new TcpClient(listener.address());
          TcpClient other = TcpClient.from("127.0.0.2", listener.address())) {
        assertThat(third.isClosedByServer()).isTrue();
        assertAnswers(other);
      }

      first.reset();
      Kinds.untilDone(() -> connectAndAsk(listener));
    }
  }

  @Test
  void noticesAResetWhileItReadsNoMore() throws Exception {
    assumeThat(loops.sockets()).as("the JDK tells who reads only").isNotEqualTo(Sockets.NIO);
    Echo echo = new Echo();
    MessageReceiver oneIsNeverAnswered =
        (message, length, client, now, responses) -> {
          if (Queries.id(message) != 1) {
            echo.received(message, length, client, now, responses);
          }
        };
    TcpLimits oneAtATime = new TcpLimits(1, 1, 1, 1 << 20, 16 << 20, PATIENT);

    try (Listener listener = start(oneAtATime, oneIsNeverAnswered);
        TcpClient client = new TcpClient(listener.address())) {
      client.send(Queries.query(2));
      client.receive();
      client.send(Queries.query(1));

      client.reset();

      Kinds.untilDone(() -> connectAndAsk(listener));
    }
  }

  @Test
  void refusesMoreConnectionsInAll() throws Exception {
    try (Listener listener = start(connections(2, 2), new Echo());
        TcpClient first = new TcpClient(listener.address());
        TcpClient second = TcpClient.from("127.0.0.2", listener.address())) {
      assertAnswers(first);
      assertAnswers(second);

      try (TcpClient third = TcpClient.from("127.0.0.3", listener.address())) {
        assertThat(third.isClosedByServer()).isTrue();
      }

      second.reset();
      Kinds.untilDone(() -> connectAndAsk(listener));
    }
  }

  @Test
  void closesAConnectionWhoseLengthIsLessThanAHeader() throws Exception {
    try (Listener listener = start(times(NEVER, NEVER, NEVER), new Echo())) {
      for (int length : List.of(0, 1, 11)) {
        try (TcpClient client = new TcpClient(listener.address())) {
          client.send(new byte[length]);

          assertThat(client.isClosedByServer()).isTrue();
        }
      }
    }
  }

  @Test
  void allocatesNothingForALengthWithoutItsMessage() throws Exception {
    List<TcpClient> clients = new ArrayList<>();

    try (Listener listener = start(held(1 << 20), new Echo())) {
      for (int i = 0; i < 100; i++) {
        TcpClient client = new TcpClient(listener.address());
        client.sendBytes((byte) 0xff, (byte) 0xff, (byte) 1);
        clients.add(client);
      }

      try (TcpClient client = new TcpClient(listener.address())) {
        byte[] query = Queries.query(1, 0xffff);
        client.send(query);
        assertThat(client.receive()).isEqualTo(Echo.of(query));
      }
    } finally {
      for (TcpClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void closesThoseWhoMakeItHoldTooMuch() throws Exception {
    List<TcpClient> clients = new ArrayList<>();

    try (Listener listener = start(held(10 * LARGE), new Echo())) {
      for (int i = 0; i < 20; i++) {
        TcpClient client = new TcpClient(listener.address());
        clients.add(client);
        try {
          client.sendBytes((byte) 0xff, (byte) 0xff);
          client.sendBytes(new byte[LARGE]);
        } catch (SocketException closed) {
          // it was one too many
        }
      }
      assertThat(clients.getLast().isClosedByServer()).isTrue();

      for (TcpClient client : clients) {
        client.close();
      }
      Kinds.untilDone(() -> connectAndAsk(listener));
    }
  }

  private static boolean sendsUntilClosed(TcpClient client) {
    byte[] query = Queries.query(1);
    try {
      while (true) {
        client.send(query);
      }
    } catch (IOException closed) {
      return true;
    }
  }

  private static boolean connectAndAsk(Listener listener) throws IOException {
    try (TcpClient client = new TcpClient(listener.address())) {
      assertAnswers(client);
      return true;
    }
  }

  @Test
  void closesAConnectionThatHasAskedAsOftenAsItMay() throws Exception {
    TcpLimits two = inFlight(100).with(new StreamLimits(NEVER, NEVER, NEVER, 2));
    try (Listener listener = start(two, waiting);
        TcpClient client = new TcpClient(listener.address())) {
      client.send(Queries.query(1), Queries.query(2), Queries.query(3));
      Message first = waiting.next();
      waiting.next().answer();
      first.answer();

      assertThat(Queries.id(client.receive())).isEqualTo(2);
      assertThat(Queries.id(client.receive())).isEqualTo(1);
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(waiting.count()).isZero();
    }
  }

  @Test
  void newLimitsAreForNewConnections() throws Exception {
    try (TcpListener listener =
            TcpListener.bind(
                loops, Kinds.at("127.0.0.1", 0), 1, inFlight(100), loop -> new Echo());
        TcpClient old = open(listener)) {
      listener.handOver(times(NEVER, SOON, NEVER), loop -> new Echo()).toCompletableFuture().join();

      try (TcpClient fresh = new TcpClient(listener.address())) {
        assertThat(fresh.isClosedByServer()).isTrue();
      }
      assertAnswers(old);
    }
  }

  /** Begins, with a connection that is in use. */
  private static TcpClient open(Listener listener) throws IOException {
    listener.start();
    TcpClient client = new TcpClient(listener.address());
    assertAnswers(client);
    return client;
  }

  private static void assertAnswers(TcpClient client) throws IOException {
    client.send(Queries.query(7));
    assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(7)));
  }

  private Listener start(TcpLimits limits, MessageReceiver receiver) throws ListenException {
    Listener listener =
        TcpListener.bind(loops, Kinds.at("127.0.0.1", 0), 2, limits, loop -> receiver);
    listener.start();
    return listener;
  }

  private static TcpLimits times(Duration message, Duration idle, Duration write) {
    return new TcpLimits(
        1000,
        1000,
        100,
        1 << 20,
        16 << 20,
        new StreamLimits(message, write, idle, StreamLimits.UNLIMITED));
  }

  private static TcpLimits connections(int all, int perClient) {
    return new TcpLimits(all, perClient, 100, 1 << 20, 16 << 20, PATIENT);
  }

  private static TcpLimits inFlight(int queries) {
    return new TcpLimits(1000, 1000, queries, 1 << 20, 16 << 20, PATIENT);
  }

  private static TcpLimits unsent(int bytes) {
    return new TcpLimits(1000, 1000, 100, bytes, 16 << 20, PATIENT);
  }

  private static TcpLimits held(long bytes) {
    return new TcpLimits(1000, 1000, 100, 1 << 20, bytes, PATIENT);
  }
}

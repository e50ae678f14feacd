// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.plugin.Transport;
import io.binnacle.transport.Waiting.Message;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0} {1}")
@MethodSource("io.binnacle.transport.Kinds#all")
class UdpListenerTest {
  /** Of messages of the least size, with what the kernel needs itself. */
  private static final long MORE_THAN_THERE_IS_ROOM_FOR = 30_000;

  private static final int SOL_UDP = 17;
  private static final int UDP_SEGMENT = 103;

  private final EventLoops loops;
  private final InetSocketAddress anyPort;
  private final Waiting waiting = new Waiting();

  UdpListenerTest(Sockets sockets, String host) {
    this.loops = EventLoops.open(sockets, 2);
    this.anyPort = Kinds.at(host, 0);
  }

  @AfterEach
  void closeLoops() {
    loops.close();
  }

  @Test
  void answersAQuery() throws Exception {
    try (Listener listener = start(new Echo());
        UdpClient client = new UdpClient(listener.address())) {
      client.send(Queries.query(1));

      assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(1)));
    }
  }

  @Test
  void tellsWhoAsksAndWhatWasAsked() throws Exception {
    try (Listener listener = start(waiting);
        UdpClient client = new UdpClient(listener.address())) {
      client.send(Queries.query(1));
      Message message = waiting.next();

      assertThat(message.client().address()).isEqualTo(client.address());
      assertThat(message.client().local()).isEqualTo(listener.address());
      assertThat(message.client().transport()).isEqualTo(Transport.UDP);
      assertThat(loops.all()).contains(message.client().loop());
    }
  }

  @Test
  void answersLater() throws Exception {
    try (Listener listener = start(waiting);
        UdpClient client = new UdpClient(listener.address())) {
      client.send(Queries.query(1));
      Message first = waiting.next();
      client.send(Queries.query(2));
      waiting.next().answer();
      assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(2)));

      first.answer();

      assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(1)));
    }
  }

  @Test
  void readsLongQueriesWhole() throws Exception {
    try (Listener listener = start(waiting);
        UdpClient client = new UdpClient(listener.address())) {
      for (int length : List.of(12, 512, 513, 1232, 1500, 4096)) {
        client.send(Queries.query(length, length));

        assertThat(waiting.next().query()).isEqualTo(Queries.query(length, length));
      }
    }
  }

  @Test
  void goesOnAfterEmptyDatagrams() throws Exception {
    try (Listener listener = start(new Echo());
        UdpClient client = new UdpClient(listener.address())) {
      client.send(new byte[0]);
      client.send(Queries.query(1));

      assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(1)));
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

    try (Listener listener = start(receiver);
        UdpClient client = new UdpClient(listener.address())) {
      client.send(Queries.query(1, 13));
      client.send(Queries.query(2));

      assertThat(Queries.id(client.receive())).isEqualTo(2);
    }
  }

  @Test
  void cutsQueriesThatAreTooLong() throws Exception {
    try (Listener listener = start(waiting);
        UdpClient client = new UdpClient(listener.address())) {
      client.send(Queries.query(7, 65_000));

      assertThat(waiting.next().query()).isEqualTo(Queries.query(7, Datagrams.MAX_LENGTH));
    }
  }

  @Test
  void sendsResponsesOfEverySize() throws Exception {
    try (Listener listener = start(waiting);
        UdpClient client = new UdpClient(listener.address())) {
      for (int length : List.of(12, 512, 1232, 4096, 40_000, 65_000)) {
        client.send(Queries.query(length));
        waiting.next().answer(Queries.query(length, length));

        assertThat(client.receive()).isEqualTo(Queries.query(length, length));
      }
    }
  }

  @Test
  void sendsTheOthersWhenOneCannotBeSent() throws Exception {
    byte[] tooLong = new byte[65_530];
    MessageReceiver receiver =
        (message, length, client, now, responses) -> {
          responses.send(message, length, client);
          if (Queries.id(message) == 2) {
            responses.send(tooLong, tooLong.length, client);
          }
          responses.send(message, length, client);
        };

    try (Listener listener = UdpListener.bind(loops, anyPort, 1, loop -> receiver);
        UdpClient client = new UdpClient(listener.address())) {
      listener.start();
      for (int id = 1; id <= 3; id++) {
        client.send(Queries.query(id));
      }

      for (int id = 1; id <= 3; id++) {
        assertThat(client.receive()).isEqualTo(Queries.query(id));
        assertThat(client.receive()).isEqualTo(Queries.query(id));
      }
    }
  }

  @Test
  void goesOnAfterClientsThatHaveGone() throws Exception {
    try (Listener listener = start(waiting);
        UdpClient client = new UdpClient(listener.address())) {
      for (int id = 0; id < 20; id++) {
        try (UdpClient gone = new UdpClient(listener.address())) {
          gone.send(Queries.query(id));
        }
        waiting.next().answer();
      }

      client.send(Queries.query(20));
      waiting.next().answer();

      assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(20)));
    }
  }

  /** RFC 3168, 5: the two low bits, here that a router on the way was congested. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 0xb8 | 3})
  void answersQueriesThatCarryCongestionMarks(int trafficClass) throws Exception {
    try (Listener listener = start(new Echo());
        UdpClient client = new UdpClient(listener.address())) {
      client.trafficClass(trafficClass);
      client.send(Queries.query(1));

      assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(1)));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void takesApartWhatAClientSendsInOnePiece() throws Exception {
    int queries = 10;
    try (Listener listener = start(waiting)) {
      LinuxSocket client = LinuxSocket.newSocketDgram(SocketProtocolFamily.of(family()));
      client.connect(listener.address());
      client.setIntOpt(SOL_UDP, UDP_SEGMENT, Queries.query(0).length);
      ByteBuffer piece = ByteBuffer.allocateDirect(queries * Queries.query(0).length);
      for (int id = 0; id < queries; id++) {
        piece.put(Queries.query(id));
      }

      client.send(piece, 0, piece.position());

      for (int id = 0; id < queries; id++) {
        assertThat(waiting.next().query()).isEqualTo(Queries.query(id));
      }
      client.close();
    }
  }

  private StandardProtocolFamily family() {
    return Sockets.family(anyPort);
  }

  @Test
  void countsWhatTheSystemHadNoRoomFor() throws Exception {
    try (UdpListener listener = UdpListener.bind(loops, anyPort, 1, loop -> waiting);
        UdpClient client = new UdpClient(listener.address())) {
      OptionalLong before = listener.dropped();
      for (int i = 0; i < MORE_THAN_THERE_IS_ROOM_FOR; i++) {
        client.send(Queries.query(i));
      }

      if (loops.sockets() == Sockets.NIO) {
        assertThat(listener.dropped()).isEmpty();
      } else {
        assertThat(before).hasValue(0);
        assertThat(listener.dropped().orElseThrow()).isBetween(1L, MORE_THAN_THERE_IS_ROOM_FOR - 1);
      }
    }
  }

  @Test
  void answersManyClientsAtOnce() throws Exception {
    int clients = 20;
    int queries = 100;

    try (Listener listener = start(new Echo())) {
      List<UdpClient> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(new UdpClient(listener.address()));
      }
      for (int id = 0; id < queries; id++) {
        for (UdpClient client : all) {
          client.send(Queries.query(id));
        }
      }

      for (UdpClient client : all) {
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < queries; i++) {
          ids.add(Queries.id(client.receive()));
        }
        assertThat(ids).hasSize(queries);
        client.close();
      }
    }
  }

  @Test
  void usesAllEventLoopsWhereTheSystemSpreadsQueries() throws Exception {
    Set<EventLoop> used = ConcurrentHashMap.newKeySet();
    MessageReceiver receiver =
        (message, length, client, now, responses) -> {
          used.add(client.loop());
          responses.send(message, length, client);
        };

    try (Listener listener = start(receiver)) {
      for (int i = 0; i < 50; i++) {
        try (UdpClient client = new UdpClient(listener.address())) {
          client.send(Queries.query(i));
          client.receive();
        }
      }
    }

    assertThat(used).hasSize(loops.sockets().canSharePorts() ? 2 : 1);
  }

  @Test
  void readsNothingBeforeItIsStarted() throws Exception {
    try (Listener listener = bind(waiting);
        UdpClient client = new UdpClient(listener.address())) {
      client.send(Queries.query(1));
      assertThat(waiting.count()).isZero();

      listener.start();

      assertThat(waiting.next().query()).isEqualTo(Queries.query(1));
    }
  }

  @Test
  void answersWhatIsInFlightWhileDraining() throws Exception {
    try (Listener listener = start(waiting);
        UdpClient client = new UdpClient(listener.address())) {
      client.send(Queries.query(1));
      Message first = waiting.next();
      client.send(Queries.query(2));
      Message second = waiting.next();

      CompletionStage<Void> drained = listener.drain();

      first.answer();
      assertThat(client.receive()).isEqualTo(Echo.of(Queries.query(1)));
      assertThat(drained.toCompletableFuture()).isNotDone();
      second.drop();
      drained.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void takesWhatHasArrivedBeforeDraining() throws Exception {
    int queries = 100;
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    MessageReceiver slow =
        (message, length, client, now, responses) -> {
          busy.countDown();
          await(goOn);
          responses.send(message, length, client);
        };

    try (Listener listener = UdpListener.bind(loops, anyPort, 1, loop -> slow);
        UdpClient client = new UdpClient(listener.address())) {
      listener.start();
      client.send(Queries.query(0));
      await(busy);
      for (int id = 1; id < queries; id++) {
        client.send(Queries.query(id));
      }

      CompletionStage<Void> drained = listener.drain();
      goOn.countDown();
      drained.toCompletableFuture().get(10, TimeUnit.SECONDS);

      for (int id = 0; id < queries; id++) {
        assertThat(Queries.id(client.receive())).isEqualTo(id);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void takesNothingMoreWhileDraining() throws Exception {
    try (Listener listener = start(waiting);
        UdpClient client = new UdpClient(listener.address())) {
      listener.drain().toCompletableFuture().get(10, TimeUnit.SECONDS);
      client.send(Queries.query(1));
      client.timeout(100);

      assertThatThrownBy(client::receive)
          .isInstanceOfAny(SocketTimeoutException.class, PortUnreachableException.class);
      assertThat(waiting.count()).isZero();
    }
  }

  @Test
  void freesThePortWhenClosed() throws Exception {
    Listener first = start(new Echo());
    first.close();

    Kinds.untilDone(() -> UdpListener.bind(loops, first.address(), 2, loop -> new Echo())).close();
  }

  @Test
  void handsOver() throws Exception {
    Waiting next = new Waiting();
    try (UdpListener listener = start(waiting);
        UdpClient client = new UdpClient(listener.address())) {
      client.send(Queries.query(1));
      Message first = waiting.next();

      listener.handOver(loop -> next).toCompletableFuture().join();
      client.send(Queries.query(2));
      next.next().answer();

      assertThat(Queries.id(client.receive())).isEqualTo(2);
      first.answer();
      assertThat(Queries.id(client.receive())).isEqualTo(1);
    }
  }

  private UdpListener bind(MessageReceiver receiver) throws ListenException {
    return UdpListener.bind(loops, anyPort, 2, loop -> receiver);
  }

  private UdpListener start(MessageReceiver receiver) throws ListenException {
    UdpListener listener = bind(receiver);
    listener.start();
    return listener;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxDatagramsTest {
  /** A client, and its address with its port. */
  private static final long CLIENT = 96;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0", "::"})
  void spreadsTheQueriesOfOneClientOverAllEventLoops(String bound) throws Exception {
    Map<EventLoop, Integer> counts = new ConcurrentHashMap<>();
    MessageReceiver counting =
        (message, length, client, now, responses) -> {
          counts.merge(client.loop(), 1, Integer::sum);
          responses.send(message, length, client);
        };

    try (EventLoops loops = EventLoops.open(Sockets.LINUX, 3);
        Listener listener =
            UdpListener.bind(loops, Kinds.at(bound, 0), loops.all().size(), loop -> counting)) {
      listener.start();
      String asked = bound.contains(":") ? "::1" : "127.0.0.1";
      try (UdpClient client = new UdpClient(Kinds.at(asked, listener.address().getPort()))) {
        for (int id = 0; id < 300; id++) {
          client.send(Queries.query(id));
          client.receive();
        }
      }

      assertThat(counts).hasSize(3).allSatisfy((loop, count) -> assertThat(count).isEqualTo(100));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::"})
  void turnsAwayWhatComesWhileDraining(String bound) throws Exception {
    try (EventLoops loops = EventLoops.open(Sockets.LINUX, 1);
        Listener listener =
            UdpListener.bind(loops, Kinds.at(bound, 0), loops.all().size(), loop -> new Echo())) {
      listener.start();
      try (UdpClient client = new UdpClient(Kinds.at("127.0.0.1", listener.address().getPort()))) {
        listener.drain().toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> askAgain(client)).isInstanceOf(PortUnreachableException.class);
      }
    }
  }

  /** Again and again, as the kernel limits how often it says that a port is closed. */
  private static byte[] askAgain(UdpClient client) throws IOException {
    client.timeout(100);
    for (int tries = 1; ; tries++) {
      client.send(Queries.query(1));
      try {
        return client.receive();
      } catch (SocketTimeoutException e) {
        if (tries == 100) {
          throw e;
        }
      }
    }
  }

  /** Once it is compiled, that is: on a busy machine that takes its time. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::"})
  void allocatesNothingForAClientThatAsksAgain(String bound) throws Exception {
    byte[] response = Queries.query(1, 100);
    MessageReceiver fixed =
        (message, length, client, now, responses) ->
            responses.send(response, response.length, client);

    try (EventLoops loops = EventLoops.open(Sockets.LINUX, 1);
        Listener listener =
            UdpListener.bind(loops, Kinds.at(bound, 0), loops.all().size(), loop -> fixed)) {
      listener.start();
      try (UdpClient client = new UdpClient(Kinds.at("127.0.0.1", listener.address().getPort()))) {
        long leastPerQuery = Long.MAX_VALUE;
        for (int round = 0; round < 1000 && leastPerQuery > 0; round++) {
          leastPerQuery = Math.min(leastPerQuery, allocated(loops, client, 2000));
        }

        assertThat(leastPerQuery).isZero();
      }
    }
  }

  @Test
  void makesNoMoreThanAClientForAnotherPort() throws Exception {
    byte[] response = Queries.query(1, 100);
    MessageReceiver fixed =
        (message, length, client, now, responses) ->
            responses.send(response, response.length, client);

    try (EventLoops loops = EventLoops.open(Sockets.LINUX, 1);
        Listener listener = UdpListener.bind(loops, Kinds.at("::", 0), 1, loop -> fixed)) {
      listener.start();
      InetSocketAddress server = Kinds.at("127.0.0.1", listener.address().getPort());
      long leastPerQuery = Long.MAX_VALUE;
      for (int round = 0; round < 1000 && leastPerQuery > CLIENT; round++) {
        long before = allocated(loops);
        for (int id = 0; id < 200; id++) {
          try (UdpClient client = new UdpClient(server)) {
            client.send(Queries.query(id));
            client.receive();
          }
        }
        leastPerQuery = Math.min(leastPerQuery, (allocated(loops) - before) / 200);
      }

      assertThat(leastPerQuery).isLessThanOrEqualTo(CLIENT);
    }
  }

  private static long allocated(EventLoops loops, UdpClient client, int queries) throws Exception {
    long before = allocated(loops);
    for (int sent = 0; sent < queries; sent += 20) {
      for (int i = 0; i < 20; i++) {
        client.send(Queries.query(i));
      }
      for (int i = 0; i < 20; i++) {
        client.receive();
      }
    }
    return (allocated(loops) - before) / queries;
  }

  private static long allocated(EventLoops loops) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return loops.all().getFirst().submit(threads::getCurrentThreadAllocatedBytes).get();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.binnacle.testing.Allocation;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.FakeUpstream.Behaviour;
import io.binnacle.testing.FreePort;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;

/**
 * What queries cost in garbage between socket and socket, through all plugins that a usual cluster
 * has: each of 100,000 leaves no more than the query itself.
 */
class GarbageTest {
  /** A query is 40 bytes, its question 24, and the array of a name of up to 52 bytes 64. */
  private static final long BUDGET = 128;

  private static final int WINDOW = 25;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static FakeUpstream upstream;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    upstream = FakeUpstream.start(Behaviour.answer("192.0.2.80"));
    server =
        TestServer.start(
            """
            . {
                errors
                health 127.0.0.1:%d {
                    lameduck 5s
                }
                ready 127.0.0.1:%d
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                    manifests %s/conf/demo/cluster
                    pods insecure
                    fallthrough in-addr.arpa ip6.arpa
                    ttl 30
                }
                prometheus 127.0.0.1:%d
                forward . %s {
                    max_concurrent 1000
                }
                cache 3600
                loop
                reload
                loadbalance
            }
            """,
            FreePort.find(), FreePort.find(), House.ROOT, FreePort.find(), upstream);
  }

  @AfterAll
  static void stop() {
    server.close();
    upstream.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ngx-dep-svc.default.svc.cluster.local",
        "www.example.org.default.svc.cluster.local",
        "www.example.org"
      })
  void aHitLeavesItsQueryAndNothingElse(String name) throws IOException {
    ask(name, Allocation.RUNS);

    long before = allocated();
    ask(name, Allocation.RUNS);
    long perQuery = (allocated() - before) / Allocation.RUNS;

    assertThat(perQuery).isLessThanOrEqualTo(BUDGET);
  }

  private static void ask(String name, int times) throws IOException {
    byte[] query = DnsClient.query(name, Type.A).toWire();
    byte[] response = new byte[512];
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server.address());
      socket.setSoTimeout(10_000);
      for (int sent = 0; sent < times; sent += WINDOW) {
        for (int i = 0; i < WINDOW; i++) {
          socket.send(new DatagramPacket(query, query.length));
        }
        for (int i = 0; i < WINDOW; i++) {
          socket.receive(new DatagramPacket(response, response.length));
        }
      }
    }
  }

  /** What the event loops have allocated so far, in bytes. */
  private static long allocated() {
    long[] loops =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("loop-"))
            .mapToLong(Thread::threadId)
            .toArray();
    return Arrays.stream(THREADS.getThreadAllocatedBytes(loops)).sum();
  }
}

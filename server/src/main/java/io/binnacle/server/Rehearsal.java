// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Environment;
import io.binnacle.dns.WireName;
import io.binnacle.plugin.Client;
import io.binnacle.plugin.Transport;
import io.binnacle.transport.EventLoops;
import io.binnacle.transport.MessageReceiver;
import io.binnacle.transport.ResponseSink;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Queries that nobody has asked, so that the first that somebody asks finds the code linked and
 * compiled, which takes the JVM some thousand of them.
 *
 * <p>They go the whole way from bytes to bytes, but through a generation of their own, which is
 * built of a Corefile as clusters have it, never opened, and thrown away. So no metric, log, cache
 * or upstream of the server that is to start sees them. Every event loop takes part, a few queries
 * at a time between those that do come in.
 *
 * <p><i>Safe for use by many threads.</i> Each run is on its own.
 */
public final class Rehearsal {
  /** For servers that live too short to gain by it. */
  public static final Rehearsal NONE = new Rehearsal(PluginCatalog.parse(""), Duration.ZERO);

  private static final String COREFILE =
      """
      . {
          prometheus
          loadbalance
          cache
          kubernetes cluster.local in-addr.arpa ip6.arpa {
              pods insecure
              fallthrough in-addr.arpa ip6.arpa
          }
      }
      """;

  private static final Environment NO_ENVIRONMENT = new Environment(_ -> null);
  private static final int DNS_PORT = 53;
  private static final int TIMES = 1_000;

  private final PluginCatalog catalog;
  private final Duration limit;

  private Rehearsal(PluginCatalog catalog, Duration limit) {
    this.catalog = catalog;
    this.limit = limit;
  }

  /**
   * A rehearsal with these plugins.
   *
   * @param limit how long it may take
   */
  public static Rehearsal of(PluginCatalog catalog, Duration limit) {
    return new Rehearsal(catalog, limit);
  }

  /** Returns when all loops have had enough, or when the time is over: after so many queries. */
  int on(EventLoops loops) {
    if (limit.isZero()) {
      return 0;
    }
    try {
      Corefile corefile = Corefile.parse("rehearsal", COREFILE, DNS_PORT, NO_ENVIRONMENT);
      Generation stage = Generation.build(corefile, catalog, new KeptObjects(), () -> {});
      ListenAddress address = stage.addresses().iterator().next();
      List<byte[]> queries = queries();
      long end = System.nanoTime() + limit.toNanos();
      List<Part> parts =
          loops.all().stream()
              .map(loop -> new Part(loop, stage.receiver(address, loop), queries, end))
              .toList();
      parts.forEach(Part::begin);
      return parts.stream().mapToInt(Part::await).sum();
    } catch (CorefileException | TextParseException | IllegalStateException e) {
      return 0; // a server without one of these plugins, which starts all the same
    }
  }

  private static List<byte[]> queries() throws TextParseException {
    List<byte[]> queries = new ArrayList<>();
    queries.add(query("cluster.local.", Type.SOA));
    queries.add(query("dns-version.cluster.local.", Type.TXT));
    queries.add(query("10-244-1-1.default.pod.cluster.local.", Type.A));
    queries.add(query("kubernetes.default.svc.cluster.local.", Type.A));
    queries.add(query("_https._tcp.kubernetes.default.svc.cluster.local.", Type.SRV));
    queries.add(query("www.example.org.default.svc.cluster.local.", Type.AAAA));
    queries.add(query("1.1.244.10.in-addr.arpa.", Type.PTR));
    queries.add(query("www.example.org.", Type.A));
    return queries;
  }

  private static byte[] query(String name, int type) throws TextParseException {
    byte[] wire = WireName.wire(Name.fromString(name));
    return ByteBuffer.allocate(12 + wire.length + 4)
        .putShort(2, (short) (0x8000 >>> Flags.RD))
        .putShort(4, (short) 1)
        .position(12)
        .put(wire)
        .putShort((short) type)
        .putShort((short) DClass.IN)
        .array();
  }

  /**
   * One event loop's part in it.
   *
   * <p><i>Confined to one event loop.</i>
   */
  private static final class Part implements Runnable, ResponseSink {
    private static final InetSocketAddress NOBODY =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), DNS_PORT);

    private final EventLoop loop;
    private final MessageReceiver receiver;
    private final List<byte[]> queries;
    private final long end;
    private final Client client;
    private final CompletableFuture<Integer> over = new CompletableFuture<>();
    private int times;

    Part(EventLoop loop, MessageReceiver receiver, List<byte[]> queries, long end) {
      this.loop = loop;
      this.receiver = receiver;
      this.queries = queries;
      this.end = end;
      this.client = Client.of(NOBODY, NOBODY, Transport.UDP, loop);
    }

    void begin() {
      loop.execute(this);
    }

    /** How many queries there were, once it is over. */
    int await() {
      return over.join();
    }

    @Override
    public void run() {
      long now = System.nanoTime();
      for (byte[] query : queries) {
        receiver.received(query, query.length, client, now, this);
      }
      if (++times < TIMES && now - end < 0) {
        loop.execute(this);
      } else {
        over.complete(times * queries.size());
      }
    }

    @Override
    public void send(byte[] message, int length, Client to) {}

    @Override
    public void drop(Client to) {}
  }
}

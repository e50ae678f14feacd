// SPDX-License-Identifier: Apache-2.0
package io.binnacle.jmh;

import io.binnacle.dns.ResponseWriter;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.FakeUpstream.Behaviour;
import io.binnacle.testing.FreePort;
import io.binnacle.testing.Queries;
import io.binnacle.testing.TestServer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.xbill.DNS.Type;

/**
 * From a query to the bytes of its response, through the chain of a usual cluster, without a
 * transport: a Service, a name that is not there, one from the cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls start()
public class HitBenchmark {
  @Param({
    "ngx-dep-svc.default.svc.cluster.local",
    "www.example.org.default.svc.cluster.local",
    "www.example.org"
  })
  String name = "";

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final ResponseWriter writer = new ResponseWriter();
  private FakeUpstream upstream;
  private TestServer server;
  private Chain chain;
  private Query query;

  @Setup
  public void start() throws Exception {
    upstream = FakeUpstream.start(Behaviour.answer("192.0.2.80"));
    server =
        TestServer.start(
            Inside.catalog(),
            """
            . {
                inside
                errors
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                    manifests %s/conf/demo/cluster
                    fallthrough in-addr.arpa ip6.arpa
                }
                prometheus 127.0.0.1:%d
                forward . %s
                cache 3600
                loop
                loadbalance
            }
            """,
            System.getProperty("project"),
            FreePort.find(),
            upstream);
    server.ask(name, Type.A);
    chain = Inside.server();
    query = Queries.udp(name, Type.A, channel.eventLoop());
  }

  @Benchmark
  public int answer() {
    Response response = chain.run(query).toCompletableFuture().join();
    return writer.write(query, response.compile(query.question()), 1232, 0);
  }

  @TearDown
  public void stop() {
    server.close();
    upstream.close();
  }
}

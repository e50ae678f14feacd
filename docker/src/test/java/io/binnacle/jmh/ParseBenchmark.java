// SPDX-License-Identifier: Apache-2.0
package io.binnacle.jmh;

import io.binnacle.dns.QueryParser;
import io.binnacle.testing.DnsClient;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.xbill.DNS.Type;

/** From a message's bytes to its question. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseBenchmark {
  private final QueryParser parser = new QueryParser();
  private final byte[] message =
      DnsClient.query("www.example.org.shop.svc.cluster.local", Type.A).toWire();

  @Benchmark
  public QueryParser.Verdict parse() {
    return parser.parse(message, message.length);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.jmh;

import io.binnacle.dns.CompiledResponse;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseCompiler;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.Queries;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** From a message of dnsjava's to what the cache holds and the writer patches. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CompileBenchmark {
  private static final Name NAME = Queries.name("www.example.org");
  private static final Question QUESTION = Question.of(NAME, Type.A, DClass.IN);

  @Param({"1", "100"})
  int addresses;

  private Message message = new Message();

  @Setup
  public void answer() {
    message = DnsClient.query(NAME.toString(), Type.A);
    message.getHeader().setFlag(Flags.QR);
    for (int i = 0; i < addresses; i++) {
      byte[] address = {(byte) 192, 0, 2, (byte) i};
      message.addRecord(new ARecord(NAME, DClass.IN, 30, address), Section.ANSWER);
    }
  }

  @Benchmark
  public CompiledResponse compile() {
    return ResponseCompiler.compile(message, QUESTION);
  }
}

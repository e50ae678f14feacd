// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.parsed;
import static io.binnacle.dns.WireFixture.query;
import static io.binnacle.dns.WireFixture.queryWithEdns;
import static io.binnacle.dns.WireFixture.question;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.binnacle.dns.WireFixture.Written;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** What the hot path promises: bytes allocated per message. */
class AllocationTest {
  private static final int RUNS = 100_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The bytes that one run allocates, rounded down; what the JVM does once does not count. */
  private static long allocatedPerRun(Runnable run) {
    for (int i = 0; i < RUNS / 10; i++) {
      run.run();
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < RUNS; i++) {
      run.run();
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / RUNS;
  }

  private static long allocatedByParsing(Message query) {
    QueryParser parser = new QueryParser();
    byte[] wire = query.toWire();
    return allocatedPerRun(() -> parser.parse(wire, wire.length));
  }

  @Test
  void parsingAllocatesTheQuestionAndItsName() {
    assertThat(allocatedByParsing(query("www.example.org", Type.A))).isLessThanOrEqualTo(32 + 40);
  }

  @Test
  void parsingAnOptRecordAllocatesNothingMore() {
    assertThat(allocatedByParsing(queryWithEdns("www.example.org", Type.A)))
        .isEqualTo(allocatedByParsing(query("www.example.org", Type.A)));
  }

  @Test
  void parsingCapitalLettersAllocatesTheNameOnceMore() {
    assertThat(allocatedByParsing(query("www.example.ORG", Type.A)))
        .isLessThanOrEqualTo(32 + 40 + 40);
  }

  @Test
  void refusingAllocatesNothing() {
    QueryParser parser = new QueryParser();
    byte[] wire = query("www.example.org", Type.A).toWire();
    wire[4] = 7;

    assertThat(allocatedPerRun(() -> parser.parse(wire, wire.length))).isZero();
  }

  @Test
  void writingAllocatesNothing() {
    QueryParser query = parsed(queryWithEdns("www.example.org", Type.A));
    ResponseBuilder builder = ResponseBuilder.of(query.question());
    for (int i = 0; i < 100; i++) {
      builder.a(5, i);
    }
    Written response = Written.of(builder.build()).shuffled();
    ResponseWriter writer = new ResponseWriter(1);

    assertThat(allocatedPerRun(() -> writer.write(query, response, 1232, 0))).isZero();
    assertThat(allocatedPerRun(() -> writer.write(query, response, 0xffff, 0))).isZero();
    Written aged = response.withAgeing(new Ageing.Since(0));
    assertThat(allocatedPerRun(() -> writer.write(query, aged, 0xffff, 2_000_000_000))).isZero();
    assertThat(allocatedPerRun(() -> writer.writeError(1, 0, 4))).isZero();
  }

  @Test
  void writingQueriesAllocatesNothing() {
    Question question = question("www.example.org", Type.A);
    QueryWriter writer = new QueryWriter();

    assertThat(allocatedPerRun(() -> writer.write(1, 0, question, null))).isZero();
  }

  @Test
  void lookingUpAllocatesNothing() {
    Question question = question("svc.ns.svc.cluster.local", Type.A);
    NameTable<String> names = new NameTable<>();
    names.put(WireName.of("cluster.local"), "zone");
    ZoneTable<String> zones =
        ZoneTable.of(
            Map.of(WireFixture.name("cluster.local"), "a", WireFixture.name("in-addr.arpa"), "b"));

    assertThat(allocatedPerRun(() -> names.get(question, 11, question.nameLength()))).isZero();
    assertThat(allocatedPerRun(() -> zones.longestMatch(question))).isZero();
  }
}

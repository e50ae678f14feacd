// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.testing.Allocation;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class ErrorsFilterTest {
  private record Line(Level level, String text, @Nullable Throwable thrown) {}

  private final Query query = Queries.udp("WWW.Example.org", Type.AAAA, new DefaultEventLoop());
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
  private final SummaryTimer timer = new SummaryTimer();

  private ErrorsFilter filter(String text) throws CorefileException {
    ErrorsConfig config = ErrorsConfig.parse(Directives.parse(text));
    return new ErrorsFilter(
        config, (level, line, thrown) -> lines.add(new Line(level, line, thrown)), timer);
  }

  private void fail(ErrorsFilter filter, Throwable cause) {
    Response failure = Response.failure(cause);

    assertThat(filter.filter(query, failure)).isSameAs(failure);
  }

  private List<String> texts() {
    return lines.stream().map(Line::text).toList();
  }

  @Test
  void logsWhyAResponseFailed() throws Exception {
    fail(filter("errors"), new CompletionException(new IOException("connection refused")));

    assertThat(lines)
        .containsExactly(
            new Line(Level.ERROR, "2 www.example.org. AAAA: connection refused", null));
  }

  @Test
  void aResponseThatDidNotFailIsNoError() throws Exception {
    var filter = filter("errors");

    filter.filter(query, Response.error(Rcode.SERVFAIL));
    filter.filter(query, Response.error(Rcode.NXDOMAIN));

    assertThat(lines).isEmpty();
  }

  @Test
  void allocatesNothingForAResponseThatDidNotFail() throws Exception {
    var filter = filter("errors {\n consolidate 1h ^time\n}");
    Response response = Response.error(Rcode.NXDOMAIN);

    assertThat(Allocation.bytesPerRun(() -> filter.filter(query, response))).isZero();
  }

  @Test
  void theStackOfABugIsLoggedWhereItIsWanted() throws Exception {
    var bug = new IllegalStateException("no zone");
    var failure = new IOException("connection refused");

    fail(filter("errors"), bug);
    fail(filter("errors {\n stacktrace\n}"), bug);
    fail(filter("errors {\n stacktrace\n}"), failure);

    String line = "2 www.example.org. AAAA: IllegalStateException: no zone";
    assertThat(lines)
        .containsExactly(
            new Line(Level.ERROR, line, null),
            new Line(Level.ERROR, line, bug),
            new Line(Level.ERROR, "2 www.example.org. AAAA: connection refused", null));
  }

  @Test
  void alikeErrorsAreSummedUpByTheFirstPatternThatMatches() throws Exception {
    var filter =
        filter(
            """
            errors {
              consolidate 90m ^time warning
              consolidate 1h out$
            }
            """);
    fail(filter, new IOException("time-out"));
    fail(filter, new IOException("time-out"));
    fail(filter, new IOException("put out"));
    fail(filter, new IOException("connection refused"));
    assertThat(texts()).containsExactly("2 www.example.org. AAAA: connection refused");
    lines.clear();

    timer.close();

    assertThat(lines)
        .containsExactlyInAnyOrder(
            new Line(Level.WARN, "2 errors like '^time' occurred in last 1h30m0s", null),
            new Line(Level.ERROR, "1 errors like 'out$' occurred in last 1h0m0s", null));
  }

  @Test
  void theFirstIsShownAtOnceWhereItIsWanted() throws Exception {
    var filter =
        filter(
            """
            errors {
              consolidate 1h time info show_first
              consolidate 1h refused show_first
            }
            """);

    fail(filter, new IOException("time-out"));
    fail(filter, new IOException("time-out"));
    fail(filter, new IOException("refused"));
    timer.close();

    assertThat(lines)
        .containsExactly(
            new Line(Level.INFO, "2 www.example.org. AAAA: time-out", null),
            new Line(Level.ERROR, "2 www.example.org. AAAA: refused", null),
            new Line(Level.INFO, "2 errors like 'time' occurred in last 1h0m0s", null));
  }

  @Test
  void aPeriodEndsByItselfAndTheNextBegins() throws Exception {
    var filter = filter("errors {\n consolidate 1ms time\n}");

    fail(filter, new IOException("time-out"));
    Line first = lines.take();
    fail(filter, new IOException("time-out"));
    Line second = lines.take();

    assertThat(first.text()).isEqualTo("1 errors like 'time' occurred in last 1ms");
    assertThat(second).isEqualTo(first);
  }
}

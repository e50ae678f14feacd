// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.binnacle.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Type;

class LogTest {
  private static final Logger QUERIES = (Logger) LoggerFactory.getLogger("io.binnacle.queries");

  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  @BeforeEach
  void listen() {
    appender.start();
    QUERIES.addAppender(appender);
  }

  @AfterEach
  void stopListening() {
    QUERIES.detachAppender(appender);
  }

  private List<String> lines() {
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void logsQueriesOfBothTransports() throws Exception {
    try (var server =
        TestServer.start(
            """
            .:0 {
              bind 127.0.0.1
              whoami
              log
            }
            """)) {
      server.udp().ask("www.Example.org", Type.A);
      server.tcp().ask(".", Type.NS);
    }

    assertThat(lines())
        .satisfiesExactly(
            udp ->
                assertThat(udp)
                    .matches(
                        "127\\.0\\.0\\.1:\\d+ - \\d+ \"A IN www\\.example\\.org\\. udp 33 false"
                            + " 512\" NOERROR qr,aa,rd 103 [0-9.]+s"),
            tcp ->
                assertThat(tcp)
                    .matches(
                        "127\\.0\\.0\\.1:\\d+ - \\d+ \"NS IN \\. tcp 17 false 65535\""
                            + " NOERROR qr,aa,rd 55 [0-9.]+s"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.LogLines;
import io.binnacle.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Type;

class LogTest {
  @RegisterExtension private final LogLines log = LogLines.ofQueries();

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

    assertThat(log.lines())
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

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.binnacle.corefile.CorefileException;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * A09: Corefiles that would take all memory, or all time. Without end they are refused; the reader
 * itself is tested in {@code io.binnacle.corefile.HostileTest}.
 */
class A09CorefileBombsTest {
  static Stream<String> bombs() {
    String snippets =
        IntStream.range(1, 40)
            .mapToObj(i -> "(s%d) {\nimport s%d\nimport s%d\n}\n".formatted(i, i - 1, i - 1))
            .collect(Collectors.joining());
    return Stream.of(
        ".:0 {\n" + "whoami {\n".repeat(100_000),
        "(s0) {\nwhoami\n}\n" + snippets + ".:0 {\nimport s39\n}\n",
        "(a) {\nimport a\n}\n.:0 {\nimport a\n}\n",
        ".:0 {\nwhoami \"" + "x".repeat(100_000),
        "10.0.0.0/9 ".repeat(100_000) + "{\nwhoami\n}\n",
        ".:0 {\nrewrite name regex %s a\n}\n".formatted("(a*)*".repeat(5_000)));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("bombs")
  void areRefusedWhileTheServerGoesOn(String bomb) throws Exception {
    try (var server = TestServer.start(".:0 {\n whoami\n}")) {
      assertThatExceptionOfType(CorefileException.class)
          .isThrownBy(() -> server.server().reload(TestServer.corefile(bomb)));

      assertThat(server.ask("www.example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  /** An expression on which a backtracking matcher would spend the age of the universe. */
  @Test
  void expressionsTakeTimeLinearInTheName() throws IOException {
    try (var upstream = FakeUpstream.start(question -> question.answer("192.0.2.1"));
        var server =
            TestServer.start(
                """
                .:0 {
                    rewrite name regex (((a+)+)+)+b\\.example\\.org x.example.org
                    forward . %s
                }
                """,
                upstream)) {
      String name = "a".repeat(63) + "." + "a".repeat(63) + ".example.org";

      assertThat(server.ask(name, Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
    }
  }
}

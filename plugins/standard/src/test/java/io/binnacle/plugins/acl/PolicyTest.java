// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.testing.Directives;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Type;

class PolicyTest {
  private static Policy parse(String line) throws CorefileException {
    return Policy.parse(Directives.parse("acl {\n" + line + "\n}").properties().getFirst());
  }

  private static List<String> problems(String lines) {
    return Directives.problems(
        () -> Rule.parse(Directives.parse("acl {\n" + lines + "\n}"), Zones.ROOT));
  }

  @ParameterizedTest
  @CsvSource({
    "block,                              A,   192.0.2.1,   true",
    "block type A AAAA,                  A,   192.0.2.1,   true",
    "block type A AAAA,                  TXT, 192.0.2.1,   false",
    "block type A type AAAA,             A,   2001:db8::1, true",
    "block type ANY,                     A,   192.0.2.1,   false",
    "block type A *,                     TXT, 192.0.2.1,   true",
    "block type TYPE65280,               A,   192.0.2.1,   false",
    "block net 192.0.2.0/24,             A,   192.0.2.1,   true",
    "block net 192.0.2.0/24,             A,   192.0.3.1,   false",
    "block net 192.0.2.1 2001:db8::1,    A,   2001:db8::1, true",
    "block net 192.0.2.1 2001:db8::1,    A,   2001:db8::2, false",
    "block net fe80::1%eth0,             A,   fe80::1,     true",
    "block net 192.0.2.1 *,              A,   2001:db8::1, true",
    "block net 192.0.2.1 net 192.0.2.2,  A,   192.0.2.1,   true",
    "block NET 192.0.2.1 Type A,         A,   192.0.2.1,   true",
    "block net 192.0.2.1 type A,         TXT, 192.0.2.1,   false",
  })
  void matchesTypesAndClients(String line, String type, String client, boolean matches)
      throws Exception {
    assertThat(parse(line).matches(Type.value(type), InetAddress.ofLiteral(client)))
        .isEqualTo(matches);
  }

  @Test
  void hasAnActionInAnyCase() throws Exception {
    assertThat(parse("Allow").action()).isEqualTo(Action.ALLOW);
    assertThat(parse("BLOCK").action()).isEqualTo(Action.BLOCK);
    assertThat(parse("filter").action()).isEqualTo(Action.FILTER);
    assertThat(parse("drop").action()).isEqualTo(Action.DROP);
  }

  @Test
  void saysWhatIsWrong() {
    String source = "expected an address, a subnet such as 10.0.0.0/8, or *, found ";

    assertThat(
            problems(
                """
                alow
                block A
                block type
                block type A net
                block type ABC
                block type net 192.0.2.1
                block net 192.0.2.0/33
                block net example.org\
                """))
        .containsExactly(
            "Corefile:3:1: acl: unknown property 'alow', did you mean 'allow'?",
            "Corefile:4:7: acl: block: expected 'type' or 'net', found 'A'",
            "Corefile:5:11: acl: block: expected a type or *, found end of line",
            "Corefile:6:17: acl: block: " + source + "end of line",
            "Corefile:7:12: acl: block: expected a type or *, found 'ABC'",
            "Corefile:8:12: acl: block: expected a type or *, found 'net'",
            "Corefile:9:11: acl: block: " + source + "'192.0.2.0/33'",
            "Corefile:10:11: acl: block: " + source + "'example.org'");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.testing.Directives;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class BindConfigTest {
  private static final InetAddress FOUR = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::1");
  private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");

  /** A machine with one interface. */
  private static final Interfaces MACHINE =
      name -> name.equals("eth0") ? List.of(FOUR, SIX) : List.of();

  private static List<InetAddress> addresses(String text) throws CorefileException {
    return BindConfig.parse(Directives.parse(text), MACHINE).addresses();
  }

  private static List<String> problems(String text) {
    return Directives.problems(() -> addresses(text));
  }

  @Test
  void takesAddressesAndInterfaces() throws Exception {
    assertThat(addresses("bind 192.0.2.2 eth0")).containsExactly(OTHER, FOUR, SIX);
    assertThat(addresses("bind 0.0.0.0 ::"))
        .containsExactly(InetAddress.ofLiteral("0.0.0.0"), InetAddress.ofLiteral("::"));
  }

  @Test
  void leavesOutWhatIsExcepted() throws Exception {
    assertThat(addresses("bind eth0 {\n except 2001:db8::1\n}")).containsExactly(FOUR);
    assertThat(addresses("bind 192.0.2.2 eth0 {\n except eth0\n except 192.0.2.9\n}"))
        .containsExactly(OTHER);
    assertThat(addresses("bind eth0 {\n except eth0\n}")).isEmpty();
  }

  @Test
  void saysWhatIsWrong() {
    String what = "expected an IP address or the name of a network interface, found ";

    assertThat(problems("bind")).containsExactly("Corefile:2:5: bind: " + what + "end of line");
    assertThat(problems("bind 192.0.2 {\n except\n exept eth0\n}"))
        .containsExactly(
            "Corefile:2:6: bind: " + what + "'192.0.2'",
            "Corefile:3:8: bind: except: " + what + "end of line",
            "Corefile:4:2: bind: unknown property 'exept', did you mean 'except'?");
    assertThat(problems("bind [2001:db8::1]"))
        .containsExactly("Corefile:2:6: bind: " + what + "'[2001:db8::1]'");
  }
}

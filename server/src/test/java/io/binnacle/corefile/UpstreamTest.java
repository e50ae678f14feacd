// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Directives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamTest {
  @TempDir private Path folder;

  private static List<Upstream> list(String words) throws CorefileException {
    return Upstream.list(
        Directives.parse("forward . " + words), 1, EnumSet.of(Scheme.DNS, Scheme.TLS));
  }

  private static List<String> problems(String words) {
    return Directives.problems(() -> list(words));
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("resolv.conf"), text).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, DNS, 192.0.2.1, 53,",
    "192.0.2.1:5353, DNS, 192.0.2.1, 5353,",
    "dns://192.0.2.1, DNS, 192.0.2.1, 53,",
    "2001:db8::1, DNS, 2001:db8::1, 53,",
    "[2001:db8::1]:5353, DNS, 2001:db8::1, 5353,",
    "tls://192.0.2.1, TLS, 192.0.2.1, 853,",
    "tls://[2001:db8::1]:8853, TLS, 2001:db8::1, 8853,",
    "tls://127.0.0.1%example.net:854, TLS, 127.0.0.1, 854, example.net",
    "dns.example, DNS, dns.example, 53,",
    "tls://dns.example:8853, TLS, dns.example, 8853,",
  })
  void readsAddressesAndNames(String word, Scheme scheme, String host, int port, String suffix)
      throws CorefileException {
    assertThat(list(word)).containsExactly(new Upstream(scheme, host, port, suffix));
  }

  @Test
  void readsTheNameServersOfAFile() throws Exception {
    String file =
        file(
            """
            # nameserver 192.0.2.9
            search example.org
            nameserver 192.0.2.1
              nameserver\t2001:db8::1 # the second
            nameserver
            options ndots:5
            """);

    assertThat(list(file + " 192.0.2.2"))
        .containsExactly(
            new Upstream(Scheme.DNS, "192.0.2.1", 53, null),
            new Upstream(Scheme.DNS, "2001:db8::1", 53, null),
            new Upstream(Scheme.DNS, "192.0.2.2", 53, null));
  }

  @Test
  void wantsAServer() throws Exception {
    String empty = file("# none");

    assertThat(list(empty + " 192.0.2.1")).hasSize(1);
    assertThat(problems(empty))
        .containsExactly(
            "Corefile:2:11: forward: expected a file with a name server, found '" + empty + "'");
    assertThat(problems(""))
        .containsExactly(
            "Corefile:2:10: forward: expected an address or a file of name servers,"
                + " found end of line");
  }

  @Test
  void refusesFilesThatCannotBeRead() throws Exception {
    assertThat(problems("/none " + folder))
        .containsExactly(
            "Corefile:2:11: forward: cannot read '/none': no such file",
            "Corefile:2:17: forward: cannot read '" + folder + "': not a regular file");
    assertThat(problems(file("nameserver 192.0.2")))
        .singleElement()
        .asString()
        .contains("expected a file of name servers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2", "192.0.2.1:", "[::1", "a_b!", "tls://192.0.2.1/dns-query", ":53"})
  void refusesWhatIsNoServer(String word) {
    assertThat(problems(word))
        .containsExactly(
            "Corefile:2:11: forward: expected an address or a file of name servers, found '"
                + word
                + "'");
  }

  @Test
  void refusesNamesThatAreTooLong() {
    assertThat(problems("a.".repeat(1_000_000))).hasSize(1);
  }

  @Test
  void refusesOtherSchemes() {
    assertThat(problems("https://192.0.2.1 tsl://192.0.2.1"))
        .containsExactly(
            "Corefile:2:11: forward: expected an address with one of the schemes dns, tls,"
                + " found 'https://192.0.2.1'",
            "Corefile:2:29: forward: expected an address with one of the schemes dns, tls,"
                + " found 'tsl://192.0.2.1'");
  }

  @Test
  void knowsItsAddress() throws CorefileException {
    assertThat(list("192.0.2.1").getFirst().address().orElseThrow().getHostAddress())
        .isEqualTo("192.0.2.1");
    assertThat(list("fe80::1%1").getFirst().address().orElseThrow().getHostAddress())
        .endsWith("%1");
    assertThat(list("dns.example").getFirst().address()).isEmpty();
    assertThat(problems("fe80::1%none")).hasSize(1);
  }
}

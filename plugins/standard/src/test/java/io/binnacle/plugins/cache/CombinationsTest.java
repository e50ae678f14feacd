// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static io.binnacle.plugins.cache.Cached.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.testing.DnsClient;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Attack A58: all options with each other, whatever comes from below, at any time. */
class CombinationsTest {
  private static final int STEPS = 100;
  private static final int LONGEST_TTL = 60;
  private static final int LONGEST_STALE = 600;

  private static final List<List<String>> CHOICES =
      List.of(
          List.of("", "prefetch 1 1m 90%"),
          List.of("", "keepttl"),
          List.of("servfail 0", "servfail 5s"),
          List.of("", "disable success", "disable denial"),
          List.of("", "success 1000 60 0\ndenial 1000 60 0"),
          List.of(
              "",
              "serve_stale 10m",
              "serve_stale 10m verify 0 30s 30s",
              "serve_stale 10m verify 100ms",
              "serve_stale 10m\nserve_stale_policy prefer_positive",
              "serve_stale 10m verify\nserve_stale_policy prefer_positive"));

  private static final String SOA =
      "example.org 60 SOA ns.example.org. host.example.org. 1 2 3 4 30";
  private static final List<Response> RESPONSES =
      List.of(
          response(Rcode.NOERROR, "www.example.org 60 A 192.0.2.1"),
          response(Rcode.NOERROR, "www.example.org 0 A 192.0.2.1"),
          response(
              Rcode.NOERROR,
              "www.example.org 60 CNAME a.example.org.",
              "a.example.org 7 A 192.0.2.1"),
          response(Rcode.NOERROR, "www.example.org 60 CNAME www.example.org."),
          response(Rcode.NOERROR, "www.example.net 60 A 192.0.2.1"),
          response(Rcode.NOERROR, "--", SOA),
          response(Rcode.NOERROR, "--", "example.org 60 NS ns.example.org."),
          response(Rcode.NOERROR),
          response(Rcode.NXDOMAIN, "--", SOA),
          response(Rcode.NXDOMAIN),
          response(Rcode.SERVFAIL),
          response(Rcode.REFUSED),
          response(Rcode.NOERROR, "www.example.org 60 A 192.0.2.1").withFlags(Cached.TC, 0),
          response(Rcode.NOERROR, "www.example.org 60 A 192.0.2.1").live());

  static List<String> combinations() {
    List<String> all = List.of("cache 60 {");
    for (List<String> choice : CHOICES) {
      all = all.stream().flatMap(one -> choice.stream().map(two -> one + "\n" + two)).toList();
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void anyOptionsGoTogether(String options) throws Exception {
    Random random = new Random(options.hashCode());
    Cached cache = new Cached(options + "\n}");
    for (int step = 0; step < STEPS; step++) {
      cache.answers(RESPONSES.get(random.nextInt(RESPONSES.size())));
      Query query = cache.query("www.example.org", Type.A);
      int asked = cache.below.size();

      Message response =
          cache.ask(random.nextInt(4) == 0 ? query.withFlags(Cached.CD | Cached.AD, 0) : query);

      assertThat(response.getRcode())
          .isIn(Rcode.NOERROR, Rcode.NXDOMAIN, Rcode.SERVFAIL, Rcode.REFUSED);
      if (cache.below.size() == asked) { // from what is held
        assertThat(response.getSection(Section.ANSWER))
            .extracting(Record::getTTL)
            .allMatch(ttl -> ttl <= LONGEST_TTL);
        assertThat(response.getRcode()).isNotEqualTo(Rcode.REFUSED);
      }
      if (!options.contains("serve_stale")) {
        assertThat(DnsClient.reason(response))
            .isNotIn(ExtendedError.STALE_ANSWER, ExtendedError.STALE_NXDOMAIN_ANSWER);
      }
      cache.passSeconds(random.nextInt(100) == 0 ? LONGEST_STALE : random.nextInt(20));
    }
  }
}

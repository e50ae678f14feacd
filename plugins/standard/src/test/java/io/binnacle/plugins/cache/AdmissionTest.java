// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static io.binnacle.plugins.cache.Cached.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.Question;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import io.binnacle.plugins.cache.Held.Kind;
import io.binnacle.plugins.cache.Verdict.Hold;
import io.binnacle.plugins.cache.Verdict.Pass;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Which responses are held, what of them, and for how long. */
class AdmissionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SOA =
      "example.org 600 SOA ns.example.org. host.example.org. 1 2 3 4 120";

  private static Question question(int type) {
    return Question.of(Queries.name("www.example.org"), type, DClass.IN);
  }

  private static Verdict verdict(int type, Response response) {
    return verdict("cache", type, response);
  }

  private static Verdict verdict(String directive, int type, Response response) {
    try {
      CacheConfig config = CacheConfig.parse(Directives.parse(directive), Zones.ROOT);
      WireResponse wire = response.compile(question(type));
      return new Admission(config).verdict(question(type), wire, NOW);
    } catch (CorefileException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Hold held(int type, int rcode, String... records) {
    return (Hold) verdict(type, response(rcode, records));
  }

  /** Owner and type of what is held, those of the authority section behind {@code --}. */
  private static List<String> records(Hold hold) {
    Message message = WireResponse.of(hold.sections(), Rcode.NOERROR, 0).message(question(Type.A));
    List<String> records = new ArrayList<>();
    Stream.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL)
        .forEach(
            section -> {
              records.add("--");
              message
                  .getSection(section)
                  .forEach(it -> records.add(it.getName() + " " + Type.string(it.getType())));
            });
    return records;
  }

  // Answers

  @Test
  void holdsAnAnswerForAsLongAsItsShortestTtl() {
    Hold hold =
        held(
            Type.A,
            Rcode.NOERROR,
            "www.example.org 300 CNAME a.example.net.",
            "a.example.net 60 A 192.0.2.1",
            "a.example.net 60 A 192.0.2.2");

    assertThat(hold.kind()).isEqualTo(Kind.ANSWER);
    assertThat(hold.ttl()).isEqualTo(60);
    assertThat(records(hold))
        .containsExactly(
            "--", "www.example.org. CNAME", "a.example.net. A", "a.example.net. A", "--", "--");
  }

  @Test
  void holdsOfAPlainAnswerItsAddressesOnly() {
    Hold hold =
        held(
            Type.A,
            Rcode.NOERROR,
            "WWW.example.org 300 A 192.0.2.1",
            "www.example.org 60 A 192.0.2.2",
            "--",
            "example.org 30 NS ns.www.example.org.",
            "--",
            "ns.www.example.org 10 A 192.0.2.53");

    assertThat(hold.kind()).isEqualTo(Kind.ANSWER);
    assertThat(hold.ttl()).isEqualTo(60);
    assertThat(records(hold))
        .containsExactly("--", "www.example.org. A", "www.example.org. A", "--", "--");
    assertThat(hold.sent().sections().authorityCount()).isEqualTo(1);
  }

  @Test
  void holdsAPlainAnswerAsItCame() {
    Response response = response(Rcode.NOERROR, "www.example.org 300 A 192.0.2.1");
    WireResponse wire = response.compile(question(Type.A));

    Hold hold = (Hold) verdict(Type.A, wire);

    assertThat(hold.sections()).isSameAs(wire.sections());
  }

  @Test
  void holdsOfAddressesThoseThatWereAskedFor() {
    Hold hold =
        held(
            Type.A,
            Rcode.NOERROR,
            "www.example.org 300 A 192.0.2.1",
            "www.example.org 300 AAAA 2001:db8::1",
            "a.www.example.org 300 A 192.0.2.2");

    assertThat(records(hold)).containsExactly("--", "www.example.org. A", "--", "--");
  }

  @Test
  void holdsTheProofThatAWildcardWasRightToAnswer() {
    Hold hold =
        held(
            Type.A,
            Rcode.NOERROR,
            "www.example.org 300 A 192.0.2.1",
            "--",
            "example.org 300 NSEC z.example.org. NS");

    assertThat(records(hold))
        .containsExactly("--", "www.example.org. A", "--", "example.org. NSEC", "--");
  }

  @Test
  void followsAliasesInAnyOrder() {
    Hold hold =
        held(
            Type.A,
            Rcode.NOERROR,
            "b.example.net 60 A 192.0.2.1",
            "A.example.net 300 CNAME B.example.net.",
            "WWW.example.org 300 CNAME a.EXAMPLE.net.");

    assertThat(hold.kind()).isEqualTo(Kind.ANSWER);
  }

  /** Attack A16: an upstream has no say about names that it was not asked for. */
  @Test
  void holdsNothingThatHasNotToDoWithTheQuestion() {
    Hold hold =
        held(
            Type.A,
            Rcode.NOERROR,
            "www.example.org 300 CNAME a.example.net.",
            "bank.example.com 300 A 203.0.113.1",
            "bank.example.com 300 CNAME evil.example.net.",
            "a.example.net 60 A 192.0.2.1",
            "a.example.net 60 TXT evil",
            "--",
            "example.org 300 NS evil.example.net.",
            "com 300 NS evil.example.net.",
            "--",
            "evil.example.net 300 A 203.0.113.1",
            "a.root-servers.net 300 A 203.0.113.1");

    assertThat(records(hold))
        .containsExactly("--", "www.example.org. CNAME", "a.example.net. A", "--", "--");
    assertThat(hold.sent().sections().additionalCount()).isEqualTo(2); // whoever asked gets it all
  }

  /** Attack A10. */
  @Test
  void dropsAnAnswerToAnotherQuestion() {
    assertThat(verdict(Type.A, response(Rcode.NOERROR, "www.example.net 300 A 192.0.2.1")))
        .isEqualTo(Pass.UNRELATED);
  }

  @Test
  void keepsAliasesOfWholeZones() {
    Hold hold =
        held(
            Type.A,
            Rcode.NOERROR,
            "example.org 300 DNAME example.net.",
            "evil.example 300 DNAME example.net.",
            "www.example.org 300 CNAME www.example.net.",
            "www.example.net 300 A 192.0.2.1");

    assertThat(records(hold))
        .containsExactly(
            "--", "example.org. DNAME", "www.example.org. CNAME", "www.example.net. A", "--", "--");
  }

  @Test
  void holdsAliasesAndAllTypesWhereTheyAreAskedFor() {
    String alias = "www.example.org 300 CNAME a.example.net.";

    assertThat(held(Type.CNAME, Rcode.NOERROR, alias).kind()).isEqualTo(Kind.ANSWER);
    assertThat(
            records(
                held(
                    Type.ANY,
                    Rcode.NOERROR,
                    "www.example.org 300 A 192.0.2.1",
                    "www.example.org 300 TXT x")))
        .containsExactly("--", "www.example.org. A", "www.example.org. TXT", "--", "--");
  }

  // Attack A51: what leads nowhere is not asked for again and again

  @Test
  void holdsAliasesThatLeadNowhereLikeAFailure() {
    Hold circle =
        held(
            Type.A,
            Rcode.NOERROR,
            "www.example.org 300 CNAME a.example.net.",
            "a.example.net 300 CNAME www.example.org.");
    Hold fork =
        held(
            Type.A,
            Rcode.NOERROR,
            "www.example.org 300 CNAME a.example.net.",
            "www.example.org 300 CNAME b.example.net.",
            "b.example.net 300 A 192.0.2.1");
    Hold nowhere = held(Type.A, Rcode.NOERROR, "www.example.org 300 CNAME a.example.net.");

    assertThat(List.of(circle, fork, nowhere))
        .allSatisfy(
            hold -> {
              assertThat(hold.kind()).isEqualTo(Kind.FAILURE);
              assertThat(hold.ttl()).isEqualTo(5);
            });
    assertThat(records(nowhere)).contains("www.example.org. CNAME");
  }

  @Test
  void takesTimeLinearInTheLengthOfAChain() {
    String[] chain =
        Stream.concat(
                Stream.of("www.example.org 300 CNAME n0.example.net."),
                Stream.iterate(0, i -> i + 1)
                    .limit(2000)
                    .map(i -> "n" + i + ".example.net 300 CNAME n" + (i + 1) + ".example.net."))
            .toArray(String[]::new);

    assertThat(held(Type.A, Rcode.NOERROR, chain).kind()).isEqualTo(Kind.FAILURE);
  }

  // Denials: RFC 2308

  @ParameterizedTest
  @ValueSource(ints = {Rcode.NXDOMAIN, Rcode.NOERROR})
  void holdsADenialForTheLesserOfTtlAndMinimumOfItsSoa(int rcode) {
    Hold hold = held(Type.A, rcode, "--", SOA, "example.org 300 NS evil.example.net.");
    Hold shorter = held(Type.A, rcode, "--", SOA.replace("600 SOA", "60 SOA"));

    assertThat(hold.kind()).isEqualTo(Kind.DENIAL);
    assertThat(hold.ttl()).isEqualTo(120);
    assertThat(hold.sections().leastTtl()).isEqualTo(120);
    assertThat(hold.sent().sections().leastTtl()).isEqualTo(120);
    assertThat(records(hold)).containsExactly("--", "--", "example.org. SOA", "--");
    assertThat(shorter.ttl()).isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.NXDOMAIN, Rcode.NOERROR})
  void holdsADenialBehindAnAlias(int rcode) {
    Hold hold =
        held(
            Type.A,
            rcode,
            "www.example.org 30 CNAME a.example.net.",
            "--",
            SOA.replace("example.org", "example.net"));

    assertThat(hold.kind()).isEqualTo(Kind.DENIAL);
    assertThat(hold.ttl()).isEqualTo(30);
  }

  @Test
  void believesOnlyThoseWhoHaveASay() {
    assertThat(
            verdict(
                Type.A, response(Rcode.NXDOMAIN, "--", SOA.replace("example.org", "example.net"))))
        .isEqualTo(Pass.UNFIT);
  }

  @Test
  void holdsProofsOfADenial() {
    Hold hold =
        held(
            Type.A,
            Rcode.NXDOMAIN,
            "--",
            SOA,
            signature("example.org", "SOA", "20260201000000"),
            "a.example.org 120 NSEC z.example.org. A",
            signature("a.example.org", "NSEC", "20260201000000"),
            signature("example.org", "NS", "20260201000000"));

    assertThat(records(hold))
        .containsExactly(
            "--",
            "--",
            "example.org. SOA",
            "example.org. RRSIG",
            "a.example.org. NSEC",
            "a.example.org. RRSIG",
            "--");
  }

  @Test
  void anEmptyResponseWithoutSoaIsADenialOfFiveSeconds() {
    Hold hold = held(Type.AAAA, Rcode.NOERROR);

    assertThat(hold.kind()).isEqualTo(Kind.DENIAL);
    assertThat(hold.ttl()).isEqualTo(5);
  }

  // What is not held

  @Test
  void doesNotHoldWhatItIsNotMeantTo() {
    Response address = response(Rcode.NOERROR, "www.example.org 300 A 192.0.2.1");

    assertThat(
            List.of(
                verdict(Type.A, address.withFlags(Cached.TC, 0)),
                verdict(Type.A, response(Rcode.NXDOMAIN)),
                verdict(Type.A, response(Rcode.REFUSED)),
                verdict(Type.A, response(Rcode.FORMERR)),
                verdict(Type.A, response(Rcode.NXDOMAIN, "www.example.org 300 A 192.0.2.1")),
                verdict(
                    Type.A, response(Rcode.NOERROR, "--", "example.org 300 NS ns.example.org.")),
                verdict(
                    Type.A, response(Rcode.NOERROR, "--", "--", "www.example.org 0 A 192.0.2.1"))))
        .containsOnly(Pass.UNFIT);
  }

  @Test
  void holdsServfailAndNotimp() {
    assertThat(held(Type.A, Rcode.SERVFAIL).kind()).isEqualTo(Kind.FAILURE);
    assertThat(held(Type.A, Rcode.NOTIMP).kind()).isEqualTo(Kind.FAILURE);
    assertThat(verdict("cache {\n servfail 0\n}", Type.A, response(Rcode.SERVFAIL)))
        .isEqualTo(Pass.UNFIT);
    assertThat(
            ((Hold) verdict("cache {\n servfail 1500ms\n}", Type.A, response(Rcode.SERVFAIL)))
                .ttl())
        .isEqualTo(2);
  }

  // Signatures

  private static String signature(String owner, String type, String until) {
    return owner
        + " 300 RRSIG "
        + type
        + " 13 2 300 "
        + until
        + " 20251201000000 1 example.org. AA==";
  }

  private static Response signed(String until) {
    return response(
        Rcode.NOERROR, "www.example.org 300 A 192.0.2.1", signature("www.example.org", "A", until));
  }

  /** Attack A20: signatures that have expired prove nothing. */
  @Test
  void holdsNothingForLongerThanItsSignatureIsValid() {
    Hold soon = (Hold) verdict(Type.A, signed("20260101000100"));
    Hold late = (Hold) verdict(Type.A, signed("20260101010000"));

    assertThat(soon.ttl()).isEqualTo(60);
    assertThat(late.ttl()).isEqualTo(300);
    assertThat(late.signedFor()).isEqualTo(3600);
    assertThat(verdict(Type.A, signed("20251231235959"))).isEqualTo(Pass.UNFIT);
  }

  // TTLs: attack A22

  @Test
  void clampsTtlsThatAreTooLong() {
    assertThat(held(Type.A, Rcode.NOERROR, "www.example.org 2147483647 A 192.0.2.1").ttl())
        .isEqualTo(3600);
    assertThat(
            held(
                    Type.A,
                    Rcode.NXDOMAIN,
                    "--",
                    SOA.replace("600 SOA", "2147483647 SOA").replace(" 120", " 4294967295"))
                .ttl())
        .isEqualTo(1800);
  }
}

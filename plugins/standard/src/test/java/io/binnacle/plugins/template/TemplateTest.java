// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.FakeUpstream.Behaviour;
import io.binnacle.testing.Queries;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Whole servers. */
class TemplateTest {
  private @Nullable TestServer server;

  private void serve(String corefile, Object... arguments) {
    server = TestServer.start(corefile, arguments);
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private Message ask(String name, int type) throws IOException {
    return requireNonNull(server).ask(name, type);
  }

  /** Asks as a client that understands EDNS. */
  private Message askWithEdns(String name, int type) throws IOException {
    Message query = DnsClient.query(name, type);
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    return requireNonNull(server).udp().ask(query);
  }

  /** The response code and the records of each section, one to a line. */
  private static String text(Message response) {
    return Stream.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL)
        .flatMap(section -> response.getSection(section).stream())
        .filter(record -> record.getType() != Type.OPT)
        .map(record -> record.toString().replaceAll("\\s+", " "))
        .reduce(Rcode.string(response.getRcode()), (a, b) -> a + "\n" + b);
  }

  private static List<String> errors(Message response) {
    OPTRecord opt = response.getOPT();
    return opt == null
        ? List.of()
        : opt.getOptions().stream()
            .filter(ExtendedErrorCodeOption.class::isInstance)
            .map(ExtendedErrorCodeOption.class::cast)
            .map(error -> error.getErrorCode() + ": " + error.getText())
            .toList();
  }

  @Test
  void makesEverythingNxdomain() throws IOException {
    serve(
        """
        .:0 {
          template ANY ANY {
            rcode NXDOMAIN
          }
        }
        """);

    Message response = ask("www.example.org", Type.A);

    assertThat(text(response)).isEqualTo("NXDOMAIN");
    assertThat(response.getHeader().getFlag(Flags.AA)).isTrue();
  }

  @Test
  void leavesOutAddressesOfIpv6() throws IOException {
    serve(
        """
        .:0 {
          template IN AAAA
          whoami
        }
        """);

    assertThat(text(ask("www.example.org", Type.AAAA))).isEqualTo("NOERROR");
    assertThat(ask("www.example.org", Type.A).getSection(Section.ADDITIONAL)).isNotEmpty();
  }

  @Test
  void namesTheReasonOfWhatItBlocks() throws IOException {
    serve(
        """
        .:0 {
          template ANY ANY invalid {
            rcode NXDOMAIN
            authority "invalid. 60 {{ .Class }} SOA ns.invalid. hostmaster.invalid. (1 60 60 60 60)"
            ederror 21 "Blocked according to RFC 2606"
          }
        }
        """);

    Message response = askWithEdns("www.invalid", Type.A);

    assertThat(text(response))
        .isEqualTo("NXDOMAIN\ninvalid. 60 IN SOA ns.invalid. hostmaster.invalid. 1 60 60 60 60");
    assertThat(errors(response)).containsExactly("21: Blocked according to RFC 2606");
    assertThat(ask("www.invalid", Type.A).getOPT()).isNull(); // RFC 6891, 7
    assertThat(text(ask("www.example.org", Type.A))).isEqualTo("REFUSED");
  }

  @Test
  void writesAddressesIntoNamesAndBack() throws IOException {
    serve(
        """
        .:0 {
          template IN A example.org {
            match (^|[.])ip-(?P<a>[0-9]*)-(?P<b>[0-9]*)-(?P<c>[0-9]*)-(?P<d>[0-9]*)[.]example[.]org[.]$
            answer "{{ .Name }} 60 IN A {{ .Group.a }}.{{ .Group.b }}.{{ .Group.c }}.{{ .Group.d }}"
            fallthrough
          }
          template IN PTR in-addr.arpa {
            match ^(?P<d>[0-9]*)[.](?P<c>[0-9]*)[.](?P<b>[0-9]*)[.](?P<a>[0-9]*)[.]in-addr[.]arpa[.]$
            answer "{{ .Name }} 60 IN PTR ip-{{ .Group.a }}-{{ .Group.b }}-{{ .Group.c }}-{{ .Group.d }}.example.org."
          }
          template IN A example.org {
            match "^ip0a(?P<b>[a-f0-9]{2})(?P<c>[a-f0-9]{2})(?P<d>[a-f0-9]{2})[.]"
            answer "{{ .Name }} 60 IN A 10.{{ parseInt .Group.b 16 8 }}.{{ parseInt .Group.c 16 8 }}.{{ parseInt .Group.d 16 8 }}"
            fallthrough
          }
          whoami
        }
        """);

    assertThat(text(ask("web.ip-192-0-2-7.example.org", Type.A)))
        .isEqualTo("NOERROR\nweb.ip-192-0-2-7.example.org. 60 IN A 192.0.2.7");
    assertThat(text(ask("7.2.0.192.in-addr.arpa", Type.PTR)))
        .isEqualTo("NOERROR\n7.2.0.192.in-addr.arpa. 60 IN PTR ip-192-0-2-7.example.org.");
    assertThat(text(ask("ip0a7b7b7b.example.org", Type.A)))
        .isEqualTo("NOERROR\nip0a7b7b7b.example.org. 60 IN A 10.123.123.123");
    assertThat(ask("www.example.org", Type.A).getSection(Section.ADDITIONAL)).hasSize(2);
    assertThat(text(ask("ip-192-0-2-999.example.org", Type.A))).isEqualTo("SERVFAIL");
  }

  @Test
  void fillsAllSections() throws IOException {
    serve(
        """
        .:0 {
          template IN MX example.org {
            match ^ip-10-(?P<b>[0-9]*)-(?P<c>[0-9]*)-(?P<d>[0-9]*)[.]example[.]org[.]$
            answer "{{ .Name }} 60 IN MX 10 {{ .Name }}"
            additional "{{ .Name }} 60 IN A 10.{{ .Group.b }}.{{ .Group.c }}.{{ .Group.d }}"
            authority "example.org. 60 IN NS ns0.example.org." "example.org. 60 IN NS ns1.example.org."
            additional "ns0.example.org. 60 IN A 203.0.113.8"
            fallthrough
          }
        }
        """);

    assertThat(text(ask("ip-10-1-2-3.example.org", Type.MX)))
        .isEqualTo(
            """
            NOERROR
            ip-10-1-2-3.example.org. 60 IN MX 10 ip-10-1-2-3.example.org.
            example.org. 60 IN NS ns0.example.org.
            example.org. 60 IN NS ns1.example.org.
            ip-10-1-2-3.example.org. 60 IN A 10.1.2.3
            ns0.example.org. 60 IN A 203.0.113.8\
            """);
    assertThat(text(ask("example.org", Type.MX))).isEqualTo("REFUSED");
  }

  @Test
  void takesTheFirstPatternAndTheFirstRule() throws IOException {
    serve(
        """
        example.org:0 {
          template IN TXT {
            match ^a[.] ^b[.]
            match ^(?P<x>[^.]*)[.]
            answer "{{ .Name }} 60 IN TXT \\"{{ .Regex }}\\" <{{ .Group.x }}> <{{ index .Group `1` }}> {{ len .Match }}"
          }
          template IN TXT {
            answer "{{ .Name }} 60 IN TXT never"
          }
        }
        """);

    assertThat(text(ask("a.example.org", Type.TXT)))
        .isEqualTo("NOERROR\na.example.org. 60 IN TXT ^a[.] <> <> 1");
    assertThat(text(ask("b.example.org", Type.TXT))).contains("TXT ^b[.] <> <> 1");
    assertThat(text(ask("c.example.org", Type.TXT))).contains("TXT \"^(?P<x>[^.]*)[.]\" <c> <c> 2");
  }

  @Test
  void fallsThroughOnlyWhereItMay() throws IOException {
    serve(
        """
        .:0 {
          template IN A example.org example.net {
            match ^a[.]
            answer "{{ .Name }} 60 IN A 192.0.2.1"
            fallthrough example.net
          }
          template IN A example.net {
            answer "{{ .Name }} 60 IN A 192.0.2.2"
          }
        }
        """);

    assertThat(text(ask("a.example.org", Type.A))).endsWith("192.0.2.1");
    assertThat(text(ask("b.example.net", Type.A))).endsWith("192.0.2.2");
    assertThat(text(ask("b.example.com", Type.A))).isEqualTo("REFUSED");
    assertThat(text(ask("a.example.org", Type.AAAA))).isEqualTo("REFUSED");
    Message response = askWithEdns("b.example.org", Type.A);
    assertThat(text(response)).isEqualTo("SERVFAIL");
    assertThat(errors(response)).containsExactly("0: no template is for this name");
  }

  @Test
  void knowsTheQuery() throws IOException {
    serve(
        """
        example.org:0 {
          metadata
          template IN ANY {
            answer "{{ .Name }} 60 {{ .Class }} TXT {{ .Zone }} {{ .Type }} {{ .Remote }} {{ .Regex }} {{ .Meta \\"a/b\\" }}x {{ .Message.Id }} {{ .Message.RecursionDesired }} {{ .Message.Opcode }} {{ .Question.Name }} {{ .Question.Qtype }} {{ .Question.Qclass }} {{ (index .Message.Question 0).Qtype }}"
          }
        }
        """);
    Message query = DnsClient.query("WWW.example.org", Type.TXT);
    query.getHeader().setID(4711);

    Message response = requireNonNull(server).udp().ask(query);

    assertThat(text(response))
        .isEqualTo(
            "NOERROR\nWWW.example.org. 60 IN TXT example.org. TXT 127.0.0.1 .* x 4711 true 0"
                + " WWW.example.org. 16 1 16");
  }

  @Test
  void anyStandsForTheTypeOfTheTemplate() throws IOException {
    serve(
        """
        .:0 {
          template IN TXT {
            answer "{{ .Name }} 60 {{ .Class }} {{ .Type }} x"
          }
        }
        """);

    assertThat(text(ask("example.org", Type.ANY))).isEqualTo("NOERROR\nexample.org. 60 IN TXT x");
  }

  @Test
  void computesAndChecksVariables() throws IOException {
    serve(
        """
        .:0 {
          template IN A example.org {
            match ^(?P<ip>[0-9]{1,3}(-[0-9]{1,3}){3})[.](?P<id>[a-z2-7]{4})[.]example[.]org[.]$
            var ip replace(group('ip'), '-', '.')
            var whole group(0) + ip
            expr "any(['10.0.0.0/8', '192.168.0.0/16'], incidr(ip, #))"
            expr whole startsWith '1' && group(3) == group('id')
            answer "{{ .Name }} 60 IN A {{ .Var.ip }}"
            fallthrough
          }
          template IN A example.org {
            var ip split(name(), '.')[0]
            expr incidr(ip, '10.0.0.0/8')
            fallthrough
          }
          template IN A example.org {
            answer "{{ .Name }} 60 IN A 192.0.2.1"
          }
        }
        """);

    assertThat(text(ask("10-1-2-3.abcd.example.org", Type.A))).endsWith("IN A 10.1.2.3");
    // the second template cannot compute its condition, and so does not fall through
    assertThat(text(ask("11-1-2-3.abcd.example.org", Type.A))).isEqualTo("SERVFAIL");
  }

  @Test
  void followsAliases() throws IOException {
    try (var upstream = FakeUpstream.start(answer("192.0.2.7"))) {
      serve(
          """
          .:0 {
            template IN ANY www.example.org {
              match "^www[.]example[.]org[.]$"
              answer "www.example.org 60 IN CNAME web.example.net"
              authority "example.org. 60 IN NS ns.example.org."
            }
            forward . %s
          }
          """,
          upstream);

      Message response = ask("www.example.org", Type.A);

      assertThat(text(response))
          .isEqualTo(
              """
              NOERROR
              www.example.org. 60 IN CNAME web.example.net.
              web.example.net. 60 IN A 192.0.2.7
              example.org. 60 IN NS ns.example.org.\
              """);
      assertThat(response.getHeader().getFlag(Flags.AA)).isTrue();
      assertThat(text(ask("www.example.org", Type.TXT)))
          .isEqualTo(
              """
              NOERROR
              www.example.org. 60 IN CNAME web.example.net.
              example.org. 60 IN NS ns.example.org.\
              """);

      upstream.behave(Behaviour.rcode(Rcode.NXDOMAIN));
      assertThat(text(ask("www.example.org", Type.A)))
          .startsWith("NXDOMAIN\nwww.example.org. 60 IN CNAME web.example.net.");
    }
  }

  @Test
  void endsALoopOfAliases() throws IOException {
    serve(
        """
        .:0 {
          template IN A {
            answer "{{ .Name }} 60 IN CNAME {{ .Name }}"
          }
        }
        """);

    assertThat(text(ask("www.example.org", Type.A))).startsWith("SERVFAIL");
  }

  @ParameterizedTest
  @CsvSource({"REFUSED", "NOTIMP", "FORMERR", "SERVFAIL", "NXDOMAIN", "YXDOMAIN"})
  void respondsOnceWithAnyCode(String rcode) throws IOException {
    serve(
        """
        .:0 {
          template ANY ANY {
            rcode %s
            ederror 15
          }
          whoami
        }
        """,
        rcode);

    Message response = askWithEdns("example.org", Type.A);

    assertThat(text(response)).isEqualTo(rcode);
    assertThat(errors(response)).containsExactly("15: null");
  }

  /** What clients ask cannot change more of an answer than the template says. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\010evil\\.org\\.\\ 60\\ IN\\ A\\ 192\\.0\\.2\\.66.example.org",
        "a\\\"\\ \\\"b.example.org",
        "a\\;b.example.org",
        "a\\(b.example.org",
        "\\$INCLUDE.example.org",
        "\\000\\255\\127.example.org",
        "{{ \\.Name }}.example.org",
        "a\\\\.example.org",
      })
  void namesCannotBreakOut(String name) throws IOException {
    serve(
        """
        example.org:0 {
          template IN TXT {
            match ^(?P<first>.*)[.]example[.]org[.]$
            answer "{{ .Name }} 60 IN TXT \\"{{ .Group.first }}\\""
          }
        }
        """);

    List<Record> answers = ask(name, Type.TXT).getSection(Section.ANSWER);

    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().getName()).isEqualTo(Queries.name(name));
    assertThat(answers.getFirst().getType()).isEqualTo(Type.TXT);
    assertThat(answers.getFirst().getDClass()).isEqualTo(DClass.IN);
    assertThat(answers.getFirst().getTTL()).isEqualTo(60);
  }
}

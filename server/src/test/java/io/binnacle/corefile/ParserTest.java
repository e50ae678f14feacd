// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static io.binnacle.corefile.Parsing.parse;
import static io.binnacle.corefile.Parsing.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Directives;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParserTest {
  @Test
  void readsBlocksDirectivesAndProperties() throws CorefileException {
    Corefile corefile =
        parse(
            """
            # the cluster
            example.org, example.net:1053 {
                errors
                cache 30 {
                    success 5000 60 # five thousand
                    keepttl
                }
            }
            tls://. {
                forward . 192.0.2.1
            }
            """);

    assertThat(Render.render(corefile))
        .isEqualTo(
            """
            dns://example.org.:53 dns://example.net.:1053 {
              errors
              cache 30 {
                success 5000 60
                keepttl
              }
            }
            tls://.:853 {
              forward . 192.0.2.1
            }
            """);
  }

  @Test
  void takesTheRestOfTheFileForABlockWithoutBraces() throws CorefileException {
    assertThat(Render.render(parse("example.org\nerrors\ncache 30 {\n keepttl\n}\nlog")))
        .isEqualTo(
            """
            dns://example.org.:53 {
              errors
              cache 30 {
                keepttl
              }
              log
            }
            """);
  }

  @Test
  void acceptsABlockWithoutDirectives() throws CorefileException {
    assertThat(parse("example.org").blocks().getFirst().directives()).isEmpty();
    assertThat(parse("example.org {\n}").blocks().getFirst().directives()).isEmpty();
    assertThat(parse("example.org { }").blocks().getFirst().directives()).isEmpty();
  }

  @Test
  void acceptsABlockOnOneLine() throws CorefileException {
    assertThat(Render.render(parse(". { whoami }"))).isEqualTo("dns://.:53 {\n  whoami\n}\n");
  }

  @Test
  void acceptsTheBraceOfABlockOnTheNextLine() throws CorefileException {
    assertThat(Render.render(parse(".\n{\n whoami\n}"))).isEqualTo("dns://.:53 {\n  whoami\n}\n");
  }

  @Test
  void readsKeysOverLinesThatEndWithCommas() throws CorefileException {
    assertThat(parse("a.example,\nb.example, c.example\nlog").blocks().getFirst().keys())
        .extracting(ServerKey::toString)
        .containsExactly("a.example.:53", "b.example.:53", "c.example.:53");
  }

  @Test
  void wantsAZoneBehindAComma() {
    assertThat(problems("a.example, {\n}"))
        .containsExactly("Corefile:1:11: expected another zone behind the comma");
    assertThat(problems("a.example,"))
        .containsExactly("Corefile:1:11: expected another zone behind the comma");
  }

  @Test
  void skipsEmptyKeysButWantsOne() throws CorefileException {
    assertThat(parse("\"\" a.example {\n}").blocks().getFirst().keys()).hasSize(1);
    assertThat(problems("\"\" {\n}")).containsExactly("Corefile:1:1: expected a zone, found ''");
    assertThat(problems("{\n}")).containsExactly("Corefile:1:1: expected a zone, found '{'");
  }

  @Test
  void refusesKeysThatAreNoZones() {
    assertThat(problems("a.example{\n log\n}"))
        .containsExactly(
            "Corefile:1:1: expected a zone, found 'a.example{'", "Corefile:3:1: unexpected '}'");
    assertThat(problems("a.example,b.example {\n}"))
        .containsExactly("Corefile:1:1: expected a zone, found 'a.example,b.example'");
    assertThat(problems("a.example import {\n}"))
        .containsExactly("Corefile:1:11: expected a zone, found 'import'");
  }

  @Test
  void countsABraceBehindAQuotedWordOfManyLinesAsOnItsLine() throws CorefileException {
    Directive template =
        parse(".\ntemplate \"a\nb\" {\n match c\n}").blocks().getFirst().directives().getFirst();

    assertThat(template.arguments()).extracting(Token::text).containsExactly("a\nb");
    assertThat(template.properties()).extracting(Directive::name).containsExactly("match");
  }

  @Test
  void takesQuotedBracesForWords() throws CorefileException {
    assertThat(Directives.parse("log \"{\" \"}\"").arguments())
        .extracting(Token::text)
        .containsExactly("{", "}");
  }

  @Test
  void nestsBlocks() throws CorefileException {
    assertThat(Render.render(parse(".\na {\n b {\n c\n }\n d\n}")))
        .isEqualTo("dns://.:53 {\n  a {\n    b {\n      c\n    }\n    d\n  }\n}\n");
  }

  @Test
  void refusesBracesWithoutTheirMates() {
    assertThat(problems(". {\n log {\n"))
        .containsExactly(
            "Corefile:1:3: this brace is never closed", "Corefile:2:6: this brace is never closed");
    assertThat(problems(". {\n log\n}\n}")).containsExactly("Corefile:4:1: unexpected '}'");
    assertThat(problems(".\nlog\n}")).containsExactly("Corefile:3:1: unexpected '}'");
    assertThat(problems(". {\n log\n {\n }\n}")).containsExactly("Corefile:3:2: unexpected '{'");
  }

  @Test
  void refusesWordsBehindAClosingBrace() {
    assertThat(problems(". {\n log {\n } }\n"))
        .containsExactly("Corefile:3:4: expected end of line, found '}'");
    assertThat(problems(". {\n log {\n } all\n}"))
        .containsExactly("Corefile:3:4: expected end of line, found 'all'");
    assertThat(problems(". {\n} a.example {\n}"))
        .containsExactly("Corefile:2:3: expected end of line, found 'a.example'");
  }

  @Test
  void reportsAllProblemsOfAFile() {
    String corefile =
        """
        a..b {
          log {
          } x
        }
        htps://c.example {
          import
          import nowhere
        }
        "open\
        """;

    assertThat(problems(corefile))
        .containsExactly(
            "Corefile:1:1: expected a zone, found 'a..b'",
            "Corefile:3:5: expected end of line, found 'x'",
            "Corefile:5:1: unknown scheme 'htps', did you mean 'https'?",
            "Corefile:6:9: import: expected a snippet, a file or a pattern, found end of line",
            "Corefile:7:10: import: cannot read 'nowhere': no such file",
            "Corefile:9:1: this quote is never closed");
  }

  @Test
  void servesTheBuiltInBlockIfThereIsNone() throws CorefileException {
    String builtIn = "dns://.:53 {\n  whoami\n  log\n}\n";

    assertThat(Render.render(parse(""))).isEqualTo(builtIn);
    assertThat(Render.render(parse("# nothing"))).isEqualTo(builtIn);
    assertThat(Render.render(parse("(only) {\n errors\n}"))).isEqualTo(builtIn);
    assertThat(Corefile.builtIn(1053).blocks().getFirst().keys())
        .extracting(ServerKey::toString)
        .containsExactly(".:1053");
  }

  @Test
  void replacesVariablesInKeysNamesAndArguments() throws CorefileException {
    Map<String, String> variables = Map.of("ZONE", "example.org", "NAME", "log", "REST", "a b");

    assertThat(Render.render(parse("{$ZONE}:1053 {\n {%NAME%} {$REST}{$UNSET}\n}", variables)))
        .isEqualTo("dns://example.org.:1053 {\n  log \"a b\"\n}\n");
  }

  @Test
  void givesNoMeaningToBracesInVariables() throws CorefileException {
    Corefile corefile = parse(". {\n log {$OPEN}\n}", Map.of("OPEN", "{"));

    assertThat(Render.render(corefile)).isEqualTo("dns://.:53 {\n  log \"{\"\n}\n");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Zones;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class RuleReaderTest {
  private static final Zones BLOCK = new Zones(List.of(Queries.name("example.org")));

  private final List<Directive> obsolete = new ArrayList<>();

  private Rule parse(String text) throws CorefileException {
    return RuleReader.read(Directives.parse(text), BLOCK, obsolete::add);
  }

  /** What is wrong with an option on line 3. */
  private List<String> problems(String option) {
    return Directives.problems(() -> parse("template IN A {\n  " + option + "\n}"));
  }

  private static boolean isAbout(Rule rule, String name, int type) {
    return rule.scope().place(Queries.udp(name, type, new DefaultEventLoop())) != null;
  }

  @Test
  void isAboutTheZonesOfTheBlock() throws CorefileException {
    Rule rule = parse("template IN A");

    assertThat(isAbout(rule, "www.Example.org", Type.A)).isTrue();
    assertThat(isAbout(rule, "www.example.org", Type.AAAA)).isFalse();
    assertThat(isAbout(rule, "www.example.net", Type.A)).isFalse();
    assertThat(rule.isUnconditional()).isTrue();
  }

  @Test
  void isAboutItsOwnZones() throws CorefileException {
    Rule rule = parse("template ANY ANY www.example.org example.org 10.0.0.0/8 example.org");
    var query = Queries.udp("a.www.example.org", Type.A, new DefaultEventLoop());

    assertThat(rule.scope().place(query)).isEqualTo(new Match.Place("www.example.org.", "IN", "A"));
    assertThat(isAbout(rule, "1.2.3.10.in-addr.arpa", Type.PTR)).isTrue();
    assertThat(isAbout(parse("template CH TXT"), "example.org", Type.TXT)).isFalse();
  }

  @Test
  void knowsItsResponseIfItIsAlwaysTheSame() throws CorefileException {
    assertThat(parse("template IN A").response().constant()).isNotNull();
    assertThat(parse("template IN A {\n answer \"a. A 192.0.2.1\"\n}").response().constant())
        .isNotNull();
    assertThat(parse("template IN A {\n answer \"a. CNAME b.\"\n}").response().constant()).isNull();
    assertThat(parse("template IN A {\n answer \"{{ .Name }} CNAME b.\"\n}").response().constant())
        .isNull();
    assertThat(
            parse("template IN A {\n answer \"{{ .Name }} CNAME b.\"\n rcode SERVFAIL\n}")
                .response()
                .constant())
        .satisfies(response -> assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "template → Corefile:2:9: template: expected a class such as IN, or ANY, found end of line",
        "template XX A → Corefile:2:10: template: expected a class such as IN, or ANY, found 'XX'",
        "template IN → Corefile:2:12: template: expected a type such as A, or ANY, found end of"
            + " line",
        "template IN XX → Corefile:2:13: template: expected a type such as A, or ANY, found 'XX'",
        "template IN A a..b → Corefile:2:15: template: expected a zone, found 'a..b'",
      })
  void saysWhatIsWrongWithItsScope(String text, String problem) {
    assertThat(Directives.problems(() -> parse(text))).containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "match → Corefile:3:8: template: match: expected a regular expression, found end of line",
        "match a ( → Corefile:3:11: template: match: expected a regular expression, found '('",
        "match (?=a) → Corefile:3:9: template: match: expected a regular expression, found '(?=a)'",
        "answer → Corefile:3:9: template: answer: expected a record, found end of line",
        "answer \"{{ .Nane }}\" → Corefile:3:14: template: answer: a query has no field 'Nane', did"
            + " you mean 'Name'?",
        "answer \"a. TXT \\\"{{ .Group.a }}\\\"\" → Corefile:3:30: template: answer: there is no"
            + " 'a' here, only 0",
        "answer {{ .Name }} → Corefile:3:10: template: answer: this action is never closed by '}}'",
        "answer \"a. A b\" → Corefile:3:10: template: answer: expected a record: Invalid address:"
            + " b",
        "authority a. → Corefile:3:13: template: authority: expected a record: expected an"
            + " identifier",
        "additional \"{{ .Var.x }}\" → Corefile:3:22: template: additional: the set of variables"
            + " has no field 'x'",
        "var → Corefile:3:6: template: var: expected a name, found end of line",
        "var x → Corefile:3:8: template: var: expected an expression, found end of line",
        "var 1x 2 → Corefile:3:7: template: var: expected a name of letters, digits and"
            + " underscores, found '1x'",
        "var name 2 → Corefile:3:7: template: var: 'name' has a meaning already",
        "var group 2 → Corefile:3:7: template: var: 'group' has a meaning already",
        "var true 2 → Corefile:3:7: template: var: 'true' has a meaning already",
        "var x y → Corefile:3:9: template: var: unknown name 'y'",
        "expr → Corefile:3:7: template: expr: expected an expression, found end of line",
        "expr 1 → Corefile:3:8: template: expr: expected an expression that is true or false, found"
            + " an int",
        "expr name() = 'a' → Corefile:3:15: template: expr: expected an operator or the end of the"
            + " expression, found '='",
        "rcode → Corefile:3:8: template: rcode: expected a response code, found end of line",
        "rcode FOO → Corefile:3:9: template: rcode: expected a response code, found 'FOO'",
        "rcode NOERROR a → Corefile:3:17: template: rcode: expected end of line, found 'a'",
        "ederror → Corefile:3:10: template: ederror: expected a code, found end of line",
        "ederror 65536 → Corefile:3:11: template: ederror: expected a code from 0 to 65535, found"
            + " '65536'",
        "ederror 1 a b → Corefile:3:15: template: ederror: expected end of line, found 'b'",
        "fallthrough a..b → Corefile:3:15: template: fallthrough: expected a zone, found 'a..b'",
        "answers x → Corefile:3:3: template: unknown property 'answers', did you mean 'answer'?",
      })
  void saysWhatIsWrongWithAnOption(String option, String problem) {
    assertThat(problems(option)).containsExactly(problem);
  }

  @Test
  void doesNotComplainOfWhatFollowsFromAnotherProblem() {
    assertThat(problems("match (?P<a>.)(\n  answer \"{{ .Group.a }}\"\n  expr group('a') == ''"))
        .hasSize(1);
    assertThat(problems("var x y\n  var y x\n  answer \"{{ .Var.x }}\"\n  expr x == ''"))
        .hasSize(2);
  }

  @Test
  void refusesAPatternOfMoreThan10000Characters() throws CorefileException {
    assertThat(parse("template IN A {\n match " + "x".repeat(10_000) + "\n}").patterns())
        .hasSize(1);
    assertThat(problems("match " + "x".repeat(10_001))).hasSize(1);
  }

  @Test
  void upstreamHasNoEffect() throws CorefileException {
    parse("template IN A {\n upstream\n upstream 192.0.2.1\n}");

    assertThat(obsolete)
        .extracting(Directive::position)
        .hasToString("[Corefile:3:2, Corefile:4:2]");
  }
}

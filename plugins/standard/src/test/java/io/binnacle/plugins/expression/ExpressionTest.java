// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import static io.binnacle.plugins.expression.Type.Basic.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binnacle.corefile.CorefileException;
import io.binnacle.plugin.Client;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Transport;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;

class ExpressionTest {
  /** Of {@code www.example.org.} AAAA, from 192.0.2.7 port 40212, by UDP, 40 bytes. */
  private static final Query QUERY =
      Queries.udp("WWW.Example.org", Type.AAAA, new DefaultEventLoop());

  private static final Vocabulary<Query> VOCABULARY =
      Vocabulary.ofQueries().with("ip", STRING, _ -> "10.1.2.3");

  private static Object value(String expression) throws Exception {
    return Expression.compile(expression, VOCABULARY).value(QUERY);
  }

  private static String problem(String expression) {
    ExpressionException e =
        catchThrowableOfType(
            ExpressionException.class, () -> Expression.compile(expression, VOCABULARY));
    return e == null ? "" : e.index() + ": " + e.getMessage();
  }

  private static List<String> problems(String directive) {
    return Directives.problems(
        () -> Expression.condition(Directives.parse(directive), 0, VOCABULARY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "not false",
        "!false && !(true && false)",
        "false or true and true",
        "true || 1 % 0 == 1",
        "1 + 2 * 3 == 7",
        "(1 + 2) * 3 == 9",
        "7 / 2 == 3.5",
        "7 % 4 == 3",
        "-7 % 4 == -3",
        "2 ** 3 ** 2 == 512",
        "-2 ^ 2 == -4",
        "10 - 4 - 3 == 3",
        "0x2A == 42 and 0o52 == 42 and 0b101010 == 42 and 1_000 == 1000",
        ".5 == 0.5 and 1e3 == 1000 and 2.5e-1 == .25",
        "1 < 2 and 2 <= 2 and 3 > 2.5 and 3 >= 3",
        "'a' < 'b' and 'b' > 'a'",
        "'a' + \"b\" + `c` == 'abc'",
        "'it\\'s' == \"it's\"",
        "`a\\b` == 'a\\\\b'",
        "'A' in ['A', 'B'] and 'C' not in ['A', 'B']",
        "2 in [1, 1 + 1]",
        "['a', 'b'] == ['a', 'b']",
        "['a', 'b'][1] == 'b' and ['a', 'b'][-1] == 'b'",
        "[[1], [2, 3]][1][0] == 2",
        "'abc' contains 'b' and 'abc' startsWith 'ab' and 'abc' endsWith 'bc'",
        "'abc' not contains 'x'",
        "'abc' matches '^a.c$' and 'xabcx' matches 'b' and 'abc' not matches '^b'",
        "(size() > 512 ? 'big' : 'small') == 'small'",
        "true ? false ? false : true : false",
        "any(['a', 'b'], # == 'b') and all([1, 2], # > 0) and none([1], # > 1) and one([1, 2], # >"
            + " 1)",
        "any(['a'], {# == 'a'})",
        "count([1, 2, 3], # > 1) == 2 and filter([1, 2, 3], # > 1) == [2, 3]",
        "map(['a', 'b'], upper(#)) == ['A', 'B']",
        "filter(map([1, 2], # * 2), # > 2)[0] == 4",
        "trim(' a ') == 'a' and trim('__a_', '_') == 'a'",
        "trimPrefix('abc', 'a') == 'bc' and trimSuffix('abc', 'c') == 'ab' and trimSuffix('a', 'b')"
            + " == 'a'",
        "upper('a') == 'A' and lower('A') == 'a'",
        "replace('10-1-2-3', '-', '.') == '10.1.2.3'",
        "split('a.b..c', '.') == ['a', 'b', '', 'c'] and split('ab', '') == ['a', 'b']",
        "join(['a', 'b']) == 'ab' and join(['', 'b'], '.') == '.b'",
        "indexOf('abcb', 'b') == 1 and lastIndexOf('abcb', 'b') == 3 and indexOf('a', 'b') == -1",
        "hasPrefix('abc', 'a') and hasSuffix('abc', 'c')",
        "len('abc') == 3 and len([1, 2]) == 2 and int('42') == 42 and string(42) == '42'",
        "abs(-1) == 1 and min(1, 2) == 1 and max(1, 2) == 2 and string(true) == 'true'",
        "true // a comment",
        "/* a comment */ true",
      })
  void isTrue(String expression) throws Exception {
    assertThat(value(expression)).isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name() | www.example.org.",
        "type() | AAAA",
        "class() | IN",
        "proto() | udp",
        "client_ip() | 192.0.2.7",
        "port() | 40212",
        "server_ip() | 192.0.2.53",
        "server_port() | 53",
        "size() | 40",
        "bufsize() | 512",
        "id() | 4711",
        "opcode() | 0",
        "do() | false",
        "metadata('a/b') | ''",
        "ip | 10.1.2.3",
      })
  void knowsTheQuery(String expression, String value) throws Exception {
    assertThat(value(expression)).hasToString(value);
  }

  @Test
  void writesAddressesOfIpv6WithoutBrackets() throws Exception {
    Client client =
        Client.of(
            new InetSocketAddress(InetAddress.ofLiteral("2001:db8:0:0:0:0:0:1"), 5353),
            new InetSocketAddress(InetAddress.ofLiteral("2001:db8::53"), 53),
            Transport.TCP,
            new DefaultEventLoop());
    Query query = Queries.query("a", Type.A, null, client);

    assertThat(
            Expression.compile(
                    "client_ip() + ' ' + server_ip() + ' ' + proto() + ' ' + string(bufsize())",
                    VOCABULARY)
                .value(query))
        .isEqualTo("2001:db8::1 2001:db8::53 tcp 65535");
  }

  @Test
  void escapesTheName() throws Exception {
    Query query = Queries.udp("a\\010b\\\"\\ c.org", Type.A, new DefaultEventLoop());

    assertThat(Expression.compile("name()", VOCABULARY).value(query))
        .isEqualTo("a\\010b\\\"\\ c.org.");
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.0.0.0/8, true",
    "11.1.2.3, 10.0.0.0/8, false",
    "10.1.2.3, 10.1.2.3/32, true",
    "10.1.2.3, 10.1.2.2/31, true",
    "10.1.2.3, 10.1.2.4/30, false",
    "10.1.2.3, 0.0.0.0/0, true",
    "2001:db8::1, 2001:0DB8::/32, true",
    "2001:db9::1, 2001:db8::/32, false",
    "fe80::1%2, fe80::/10, true",
    "::ffff:10.1.2.3, 10.0.0.0/8, true",
    "10.1.2.3, ::/0, false",
  })
  void findsAddressesInPrefixes(String address, String prefix, boolean isIn) throws Exception {
    assertThat(value("incidr('%s', '%s')".formatted(address, prefix))).isEqualTo(isIn);
    assertThat(value("any(['%s'], incidr('%s', #))".formatted(prefix, address))).isEqualTo(isIn);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "incidr('x', '10.0.0.0/8') | incidr: not an IP address: 'x'",
        "any(['10.0.0.0/33'], incidr(ip, #)) | incidr: not an address prefix: '10.0.0.0/33'",
        "[1][1] | an array has no element 1",
        "[1][-2] | an array has no element -2",
        "1 % 0 | a division by zero",
        "int('a') | int: not a number: 'a'",
        "join(map(split(name() + name() + name(), ''), name() + name() + name() + name() + name() +"
            + " name())) | a string is longer than 4096 characters",
        "split(join(map(split(name(), ''), name() + name())), '') | an array has more than 256"
            + " elements",
      })
  void saysWhyThereIsNoValue(String expression, String problem) {
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> value(expression))
        .withMessage(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | 0: expected an expression, found the end of the expression",
        "name() == | 9: expected an expression, found the end of the expression",
        "1 2 | 2: expected an operator or the end of the expression, found '2'",
        "(1 | 2: expected ')', found the end of the expression",
        "[1 | 2: expected ']', found the end of the expression",
        "[] | 0: expected an array with elements, found '[]'",
        "[1, 'a'] | 4: expected an int, found a string",
        "'a | 0: this quote is never closed",
        "'\\q' | 0: expected a string, found an unknown escape in it",
        "/* a | 0: this comment is never closed",
        "1 @ 2 | 2: expected an expression, found '@'",
        "0x | 0: expected a number, found '0x'",
        "1.2.3 | 0: expected a number, found '1.2.3'",
        "99999999999999999999 | 0: expected a number, found '99999999999999999999'",
        "nam() | 0: unknown function 'nam', did you mean 'name'?",
        "foo | 0: unknown name 'foo'",
        "name == 'a' | 0: expected a variable, found the function 'name'",
        "ip() | 0: expected a function, found the variable 'ip'",
        "name('a') | 0: expected name(), found name(a string)",
        "len(1) | 0: expected len(a string) or len(an array), found len(an int)",
        "name() + 1 | 9: expected a string, found an int",
        "1 + 'a' | 4: expected a number, found a string",
        "true + 1 | 0: expected a number, found a bool",
        "name() == 1 | 10: expected a string, found an int",
        "true < false | 0: expected a number or a string, found a bool",
        "1 and true | 0: expected a bool, found an int",
        "not 1 | 4: expected a bool, found an int",
        "-'a' | 1: expected a number, found a string",
        "1 ? 2 : 3 | 0: expected a bool, found an int",
        "true ? 2 : 'a' | 11: expected an int, found a string",
        "'a' in 'abc' | 7: expected an array, found a string",
        "1 in ['a'] | 0: expected a string, found an int",
        "name()[0] | 0: expected an array, found a string",
        "[1]['a'] | 4: expected an int, found a string",
        "1.5 % 2 | 0: expected an int, found a float",
        "name() matches ip | 15: expected a regular expression in quotes",
        "name() matches '(' | 15: expected a regular expression, found '('",
        "name() matches '(?=a)' | 15: expected a regular expression, found '(?=a)'",
        "incidr(ip, '10.0.0.0') | 11: incidr: not an address prefix: '10.0.0.0'",
        "# == 1 | 0: '#' stands for an element, as in any(['a', 'b'], # == type())",
        "any([1], any([2], # > 1)) | 9: 'any' cannot stand within a predicate",
        "any([1], #) | 9: expected a bool, found an int",
        "any(1, # > 1) | 4: expected an array, found an int",
        "nil | 0: 'nil' of the expression language is not in Binnacle",
        "let x = 1; x | 0: 'let' of the expression language is not in Binnacle",
        "ip ?? 'a' | 3: '??' of the expression language is not in Binnacle",
        "{a: 1} | 0: '{' of the expression language is not in Binnacle",
        "[1, 2][0:1] | 8: expected ']', found ':'",
      })
  void saysWhatIsWrong(String expression, String problem) {
    assertThat(problem(expression)).isEqualTo(problem);
  }

  @Test
  void hasNoPipes() {
    assertThat(problem("name() | lower()"))
        .isEqualTo("7: '|' of the expression language is not in Binnacle");
  }

  @Test
  void isNotNestedTooDeeply() {
    assertThat(problem("(".repeat(1000))).endsWith("an expression is nested too deeply");
    assertThat(problem("!".repeat(1000))).endsWith("an expression is nested too deeply");
    assertThat(problem("[".repeat(1000))).endsWith("an expression is nested too deeply");
  }

  @Test
  void knowsItsPlaceInTheCorefile() {
    assertThat(problems("expr name() == 1"))
        .containsExactly("Corefile:2:16: expr: expected a string, found an int");
    assertThat(problems("expr \"name() == \\\"a\\\" and\n foo\""))
        .containsExactly("Corefile:3:2: expr: unknown name 'foo'");
    assertThat(problems("expr true and"))
        .containsExactly(
            "Corefile:2:14: expr: expected an expression, found the end of the expression");
    assertThat(problems("expr"))
        .containsExactly("Corefile:2:5: expr: expected an expression, found end of line");
    assertThat(problems("expr 1"))
        .containsExactly(
            "Corefile:2:6: expr: expected an expression that is true or false, found an int");
  }

  @Test
  void joinsTheWordsOfALine() throws CorefileException, EvaluationException {
    var directive = Directives.parse("expr type() == 'A' || incidr(client_ip(), '192.0.2.0/24')");

    assertThat(Expression.condition(directive, 0, VOCABULARY).isTrue(QUERY)).isTrue();
  }

  @Test
  void knowsWhichNamesAreTaken() {
    assertThat(List.of("name", "ip", "true", "in", "any", "replace")).allMatch(VOCABULARY::isTaken);
    assertThat(VOCABULARY.isTaken("other")).isFalse();
  }
}

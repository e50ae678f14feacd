// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class LogRuleTest {
  private static final EventLoop LOOP = new DefaultEventLoop();

  private static LogRule parse(String text) throws CorefileException {
    return LogRule.parse(Directives.parse(text));
  }

  private static List<String> problems(String text) {
    return Directives.problems(() -> parse(text));
  }

  private static Query query(String name) {
    return Queries.udp(name, Type.A, LOOP);
  }

  private static boolean logs(LogRule rule, int rcode) {
    Query query = query("example.org");
    WireResponse response = Response.error(rcode).compile(query.question());
    return rule.logs(query, response);
  }

  private static String line(LogRule rule) {
    Query query = query("example.org");
    WireResponse response = Response.error(Rcode.REFUSED).compile(query.question());
    return rule.format().line(new LogEntry(query, response, 0));
  }

  @Test
  void isAboutEverythingByDefault() throws Exception {
    var rule = parse("log");

    assertThat(rule.isAbout(query("example.org"))).isTrue();
    assertThat(rule.isAbout(query("."))).isTrue();
    assertThat(logs(rule, Rcode.NOERROR)).isTrue();
    assertThat(logs(rule, Rcode.NXDOMAIN)).isTrue();
    assertThat(logs(rule, Rcode.SERVFAIL)).isTrue();
    assertThat(line(rule)).startsWith("192.0.2.7:40212 - ").endsWith(" REFUSED qr,rd 29 0s");
  }

  @Test
  void isAboutTheNamesInItsZones() throws Exception {
    var rule = parse("log Example.org example.net. {\n class all\n}");

    assertThat(rule.isAbout(query("example.org"))).isTrue();
    assertThat(rule.isAbout(query("WWW.Example.Net"))).isTrue();
    assertThat(rule.isAbout(query("notexample.org"))).isFalse();
    assertThat(rule.isAbout(query("org"))).isFalse();
    assertThat(line(rule)).startsWith("192.0.2.7:40212 - ");
  }

  @Test
  void theLastWordMayBeAFormat() throws Exception {
    assertThat(line(parse("log . \"{proto} Request: {name} {type}\"")))
        .isEqualTo("udp Request: example.org. A");
    assertThat(line(parse("log example.org example.net {combined}"))).endsWith(" 0s \"0\"");
    assertThat(parse("log example.org {name}").isAbout(query("example.net"))).isFalse();
  }

  @Test
  void aLoneFormatIsNoName() throws Exception {
    var rule = parse("log {name}");

    assertThat(rule.isAbout(query("example.org"))).isTrue();
    assertThat(line(rule)).isEqualTo("example.org.");
  }

  @Test
  void classesAddUp() throws Exception {
    var denial = parse("log {\n class denial\n}");
    assertThat(logs(denial, Rcode.NOERROR)).isFalse();
    assertThat(logs(denial, Rcode.NXDOMAIN)).isTrue();
    assertThat(logs(denial, Rcode.REFUSED)).isFalse();

    var unsuccessful = parse("log {\n class denial\n class error\n}");
    assertThat(logs(unsuccessful, Rcode.NOERROR)).isFalse();
    assertThat(logs(unsuccessful, Rcode.NXDOMAIN)).isTrue();
    assertThat(logs(unsuccessful, Rcode.REFUSED)).isTrue();

    var all = parse("log {\n class success all\n}");
    assertThat(logs(all, Rcode.REFUSED)).isTrue();
  }

  @Test
  void saysWhatIsWrong() {
    String classes = "Corefile:3:%d: log: class: expected one of all, success, denial, error, ";

    assertThat(problems("log {\n class\n}"))
        .containsExactly(classes.formatted(7) + "found end of line");
    assertThat(problems("log bad..name {\n class denial errors\n}"))
        .containsExactly(
            "Corefile:2:5: log: expected a zone, found 'bad..name'",
            classes.formatted(15) + "found 'errors', did you mean 'error'?");
    assertThat(problems("log {\n format x\n}"))
        .containsExactly("Corefile:3:2: log: unknown property 'format'");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import static io.binnacle.plugins.template.language.Type.Basic.BOOL;
import static io.binnacle.plugins.template.language.Type.Basic.FLOAT;
import static io.binnacle.plugins.template.language.Type.Basic.INT;
import static io.binnacle.plugins.template.language.Type.Basic.STRING;

import io.binnacle.plugins.expression.QueryText;
import io.binnacle.plugins.template.Variables.Variable;
import io.binnacle.plugins.template.language.Type;
import io.binnacle.plugins.template.language.Type.ListOf;
import io.binnacle.plugins.template.language.Type.Member;
import io.binnacle.plugins.template.language.Type.Struct;
import io.binnacle.plugins.template.language.Type.TextMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.xbill.DNS.Flags;

/** What templates may ask of a {@link Match}, under the names that CoreDNS has for it. */
final class TemplateData {
  private static final Struct QUESTION =
      new Struct(
          "a question",
          Map.of(
              "Name", field(STRING, match -> match.query().name().toString()),
              "Qtype", field(INT, match -> (long) match.query().type()),
              "Qclass", field(INT, match -> (long) match.query().dclass())));

  private static final Struct MESSAGE =
      new Struct(
          "a message",
          Map.ofEntries(
              Map.entry("Id", field(INT, match -> (long) match.query().id())),
              Map.entry("Opcode", field(INT, match -> (long) (match.query().flags() >> 11 & 15))),
              Map.entry("Rcode", field(INT, match -> (long) (match.query().flags() & 15))),
              Map.entry("Response", flag(Flags.QR)),
              Map.entry("Authoritative", flag(Flags.AA)),
              Map.entry("Truncated", flag(Flags.TC)),
              Map.entry("RecursionDesired", flag(Flags.RD)),
              Map.entry("RecursionAvailable", flag(Flags.RA)),
              Map.entry("Zero", flag(Flags.RA + 1)),
              Map.entry("AuthenticatedData", flag(Flags.AD)),
              Map.entry("CheckingDisabled", flag(Flags.CD)),
              Map.entry("Question", field(new ListOf(QUESTION), List::of))));

  private TemplateData() {}

  /**
   * The data of a rule.
   *
   * @param groups the numbers and names of the groups of its patterns
   */
  static Struct of(Set<String> groups, Variables variables) {
    return new Struct(
        "a query",
        Map.ofEntries(
            Map.entry("Zone", field(STRING, match -> match.place().zone())),
            Map.entry("Name", field(STRING, Match::name)),
            Map.entry("Class", field(STRING, match -> match.place().dclass())),
            Map.entry("Type", field(STRING, match -> match.place().type())),
            Map.entry("Remote", field(STRING, match -> QueryText.client(match.query()))),
            Map.entry("Regex", field(STRING, Match::pattern)),
            Map.entry("Match", field(new ListOf(STRING), Match::groups)),
            Map.entry("Group", field(new TextMap(groups), Match::groupsByName)),
            Map.entry("Message", field(MESSAGE, match -> match)),
            Map.entry("Question", field(QUESTION, match -> match)),
            Map.entry("Var", field(variables(variables), match -> match)),
            Map.entry(
                "Meta",
                new Member(
                    List.of(STRING),
                    STRING,
                    (match, label) -> metadata((Match) match, (String) label.getFirst())))));
  }

  private static Struct variables(Variables variables) {
    Map<String, Member> members = new HashMap<>();
    for (int i = 0; i < variables.list().size(); i++) {
      Variable variable = variables.list().get(i);
      int index = i;
      Type type = type(variable.expression().type());
      members.put(variable.name(), field(type, match -> match.variable(index)));
    }
    return new Struct("the set of variables", members);
  }

  private static Type type(io.binnacle.plugins.expression.Type type) {
    return switch (type) {
      case io.binnacle.plugins.expression.Type.ListOf(var element) -> new ListOf(type(element));
      case io.binnacle.plugins.expression.Type.Basic basic ->
          switch (basic) {
            case BOOL -> BOOL;
            case INT -> INT;
            case FLOAT -> FLOAT;
            case STRING -> STRING;
            case ANY -> throw new AssertionError("no value's own type");
          };
    };
  }

  private static Member field(Type type, Function<Match, Object> get) {
    return Member.field(Match.class, type, get);
  }

  private static Member flag(int flag) {
    return field(BOOL, match -> match.query().hasFlag(flag));
  }

  private static String metadata(Match match, String label) {
    String value = match.query().metadata(label);
    return value == null ? "" : value;
  }
}

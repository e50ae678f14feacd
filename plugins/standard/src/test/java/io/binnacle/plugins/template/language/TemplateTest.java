// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

import static io.binnacle.plugins.template.language.Type.Basic.BOOL;
import static io.binnacle.plugins.template.language.Type.Basic.FLOAT;
import static io.binnacle.plugins.template.language.Type.Basic.INT;
import static io.binnacle.plugins.template.language.Type.Basic.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binnacle.plugins.template.language.Type.ListOf;
import io.binnacle.plugins.template.language.Type.Member;
import io.binnacle.plugins.template.language.Type.Struct;
import io.binnacle.plugins.template.language.Type.TextMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private record Data(String name, List<String> match, Map<String, String> group) {}

  private static final Data DATA =
      new Data(
          "ip-a.example.org.", List.of("ip-a", "a", ""), Map.of("0", "ip-a", "a", "ff", "b", ""));

  private static final Struct QUESTION =
      new Struct("a question", Map.of("Qtype", Member.field(Data.class, INT, _ -> 28L)));

  private static final Struct TYPE =
      new Struct(
          "the data",
          Map.of(
              "Name", Member.field(Data.class, STRING, Data::name),
              "Match", Member.field(Data.class, new ListOf(STRING), Data::match),
              "Group",
                  Member.field(Data.class, new TextMap(Set.of("0", "a", "b", "c")), Data::group),
              "Question", Member.field(Data.class, QUESTION, data -> data),
              "Questions", Member.field(Data.class, new ListOf(QUESTION), List::of),
              "Ok", Member.field(Data.class, BOOL, _ -> true),
              "Two", Member.field(Data.class, INT, _ -> 2L),
              "Half", Member.field(Data.class, FLOAT, _ -> 0.5),
              "Meta",
                  new Member(
                      List.of(STRING), STRING, (_, labels) -> "<" + labels.getFirst() + ">")));

  private static String render(String text) throws TemplateException, RenderException {
    return Template.compile(text, TYPE).render(DATA);
  }

  private static String problem(String text) {
    TemplateException e =
        catchThrowableOfType(TemplateException.class, () -> Template.compile(text, TYPE));
    return e == null ? "" : e.index() + ": " + e.getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        // text, comments, white space
        "~~ → ~~",
        "a } b { c }} d → a } b { c }} d",
        "{{.Name}} → ip-a.example.org.",
        "{{ .Name }} 60 IN A → ip-a.example.org. 60 IN A",
        "a{{/* a comment }} */}}b → ab",
        "a {{- /* a comment */ -}} b → ab",
        "a {{- .Two -}} b → a2b",
        "a {{- -1 }} b → a-1 b",
        "a {{-1}} b → a -1 b",
        "{{23 -}} < {{- 45}} → 23<45",
        "a{{ .Two -}} {{- .Two }} → a22",
        // operands
        "{{ \"a\\tb\\\"\" }} → a\tb\"",
        "{{ `a\\b` }} → a\\b",
        "{{ 'a' }} {{ 0x10 }} {{ 010 }} {{ 0b11 }} {{ 0o17 }} {{ 1_000 }} {{ +1 }} → 97 16 8 3 15"
            + " 1000 1",
        "{{ 1.50 }} {{ 1e3 }} {{ .5 }} {{ 1e21 }} {{ 1e-7 }} {{ 123456.0 }} {{ 1234567.0 }}"
            + " → 1.5 1000 0.5 1e+21 1e-07 123456 1.234567e+06",
        "{{ true }} {{ false }} → true false",
        "{{ .Match }} {{ .Group }} → [ip-a a ] map[0:ip-a a:ff b:]",
        "{{ .Group.a }} {{ $.Group.a }} {{ (.Group).a }} → ff ff ff",
        "{{ .Group.c }}{{ index .Group `c` }} → ~~",
        "{{ .Question.Qtype }} {{ (index .Questions 0).Qtype }} → 28 28",
        "{{ .Meta \"a/b\" }} {{ \"c\" | .Meta }} {{ $.Meta `d` }} → <a/b> <c> <d>",
        "{{ (.Meta \"a\") }} → <a>",
        // pipelines
        "{{ \"output\" | printf \"%s%s\" \"put\" | printf \"%q\" }} → \"putoutput\"",
        "{{ .Name | len }} → 17",
        "{{ 1 | eq 1 | not }} → false",
        // variables
        "{{ $x := .Group.a }}{{ $x }}{{ $x | len }} → ff2",
        "{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $y := 3 }}{{ $y }}{{ end }}{{ $x }} → 32",
        "{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ $x }}{{ end }}{{ $x }} → 21",
        "{{ $q := .Question }}{{ $q.Qtype }} → 28",
        // if
        "{{ if .Ok }}a{{ end }} → a",
        "{{ if .Group.b }}a{{ else }}b{{ end }} → b",
        "{{ if eq .Two 1 }}a{{ else if eq .Two 2 }}b{{ else }}c{{ end }} → b",
        "{{ if eq .Two 1 }}a{{ else if eq .Two 3 }}b{{ else }}c{{ end }} → c",
        "{{ if eq .Two 1 }}a{{ else if eq .Two 3 }}b{{ end }} → ~~",
        "{{ if $x := .Group.b }}a{{ else }}<{{ $x }}>{{ end }} → <>",
        "{{ if 0 }}a{{ end }}{{ if 0.0 }}b{{ end }}{{ if `` }}c{{ end }}{{ if false }}d{{ end }} →"
            + " ~~",
        "{{ if .Match }}a{{ end }}{{ if .Group }}b{{ end }}{{ if .Question }}c{{ end }} → abc",
        // with
        "{{ with .Group.a }}<{{ . }} {{ $.Two }}>{{ end }} → <ff 2>",
        "{{ with .Group.b }}a{{ else }}{{ .Two }}{{ end }} → 2",
        "{{ with $x := .Two }}{{ $x }}{{ . }}{{ end }} → 22",
        "{{ with .Group.b }}a{{ else with .Group.a }}{{ . }}{{ else }}b{{ end }} → ff",
        "{{ with .Question }}{{ .Qtype }}{{ end }} → 28",
        // range
        "{{ range .Match }}<{{ . }}>{{ end }} → <ip-a><a><>",
        "{{ range $x := .Match }}<{{ $x }}{{ $.Two }}>{{ end }} → <ip-a2><a2><2>",
        "{{ range $i, $x := .Match }}{{ $i }}{{ $x }}{{ end }} → 0ip-a1a2",
        "{{ range slice .Match 3 }}a{{ else }}b{{ end }} → b",
        "{{ range .Questions }}{{ .Qtype }}{{ end }} → 28",
        "{{ range .Match }}{{ range $.Match }}{{ . }}{{ end }},{{ end }} → ip-aa,ip-aa,ip-aa,",
        // functions
        "{{ and .Ok .Two }} {{ and .Ok .Group.b .Two }} {{ or .Group.b .Group.a }} {{ or 0 0 }} → 2"
            + "  ff 0",
        "{{ if and .Ok (index .Match 9) }}a{{ end }} → !index: a list has no element 9",
        "{{ if and (not .Ok) (index .Match 9) }}a{{ else }}b{{ end }} → b",
        "{{ if or .Ok (index .Match 9) }}a{{ end }} → a",
        "{{ not .Ok }} {{ not 0 }} → false true",
        "{{ len .Match }} {{ len .Group }} {{ len `é` }} → 3 3 2",
        "{{ index .Match 1 }} {{ index .Group `a` }} {{ index .Group (index .Match 1) }} → a ff ff",
        "{{ slice .Name 3 }} {{ slice .Name 3 4 }} {{ slice .Match 1 2 }} {{ slice .Name }} →"
            + " a.example.org. a [a] ip-a.example.org.",
        "{{ print 1 2 `a` `b` 3 4 .Ok }} → 1 2ab3 4 true",
        "{{ print }}{{ println 1 `a` | len }} → 4",
        "{{ eq .Two 2 }} {{ eq .Two 1 2 }} {{ eq .Name `a` `b` }} {{ ne .Two 2 }} → true true false"
            + " false",
        "{{ lt 1 2 }} {{ le 2 2 }} {{ gt `b` `a` }} {{ ge 1.5 2.5 }} {{ eq true .Ok }} → true true"
            + " true false true",
        "{{ parseInt .Group.a 16 8 }} {{ parseInt `zz` 36 16 }} {{ parseInt `9223372036854775807`"
            + " 10 64 }} → 255 1295 9223372036854775807",
        "{{ 8 | parseInt `7` 10 }} → 7",
        // printf
        "{{ printf `a%%b` }} {{ printf `%s|%v|%q` `x` .Match .Name }} → a%b x|[ip-a a"
            + " ]|\"ip-a.example.org.\"",
        "{{ printf `%d|%5d|%-5d|%05d|%+d|% d|%d` 42 42 42 -42 42 42 -1 }} → 42|   42|42  "
            + " |-0042|+42| 42|-1",
        "{{ printf `%x|%X|%#x|%02x|%o|%#o|%b|%c|%x` 255 255 255 7 8 8 5 65 -255 }} →"
            + " ff|FF|0xff|07|10|010|101|A|-ff",
        "{{ printf `%x|%X|%5s|%-5s|%.2s|%05s` `é~` `é` `ab` `ab` `abc` `ab` }} → c3a97e|C3A9|  "
            + " ab|ab   |ab|000ab",
        "{{ printf `%t|%6t|%f|%.1f|%8.2f|%08.2f|%+.0f|%v` .Ok false 1.5 1.25 -1.5 -1.5 2.5 .Half }}"
            + " → true| false|1.500000|1.2|   -1.50|-0001.50|+2|0.5",
      })
  void renders(String text, String expected) throws TemplateException {
    String rendered;
    try {
      rendered = render(text);
    } catch (RenderException e) {
      rendered = "!" + e.getMessage();
    }

    assertThat(rendered).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        // the words of an action
        "a{{ b → 1: this action is never closed by '}}'",
        "a{{/* b → 1: this comment is never closed",
        "{{/* a */ }} → 9: expected '}}' right behind the comment",
        "{{ /* a */ }} → 3: unexpected '/' in an action",
        "{{ \"a }} → 3: this quote is never closed",
        "{{ `a }} → 3: this quote is never closed",
        "{{ \"\\q\" }} → 3: expected a string, found an unknown escape in it",
        "{{ 'ab' }} → 3: expected one character in single quotes",
        "{{ 1x }} → 3: expected a number, found '1x'",
        "{{ 1.2.3 }} → 3: expected a number, found '1.2.3'",
        "{{ 08 }} → 3: expected a number, found '08'",
        "{{ @ }} → 3: unexpected '@' in an action",
        "{{}} → 2: expected a value, found '}}'",
        "{{ | }} → 3: expected a value, found '|'",
        "{{ .Name | }} → 11: expected a value, found '}}'",
        "{{ (.Name }} → 10: expected ')', found '}}'",
        "{{ .Name ) }} → 9: expected '}}', found ')'",
        "{{ eq`a` 1 }} → 5: expected white space, found 'a'",
        "{{ .Name. }} → 8: expected white space, found '.'",
        "{{ `a`.Name }} → 6: expected white space, found '.Name'",
        "{{ $x.. }} → 3: unknown variable '$x'",
        "{{ .Name `a` }} → 3: .Name: expected 0 arguments, found 1",
        "{{ . 1 }} → 3: '.' takes no arguments",
        "{{ 1 2 }} → 3: '1' takes no arguments",
        "{{ 1 | 2 }} → 7: '2' takes no arguments",
        "{{ .Group.a 1 }} → 9: '.a' takes no arguments",
        // names
        "{{ .Nane }} → 3: the data has no field 'Nane', did you mean 'Name'?",
        "{{ .Group.x.y }} → 10: there is no 'x' here, only 0, a, b, c",
        "{{ .Name.x }} → 8: a string has no field 'x'",
        "{{ .Question.Qname }} → 12: a question has no field 'Qname'",
        "{{ index .Group `aa` }} → 16: there is no 'aa' here, only 0, a, b, c",
        "{{ .Meta }} → 3: .Meta: expected 1 arguments, found 0",
        "{{ .Meta 1 }} → 9: expected a string, found an int",
        "{{ $x }} → 3: unknown variable '$x'",
        "{{ $x = 1 }} → 3: unknown variable '$x'",
        "{{ if true }}{{ $x := 1 }}{{ end }}{{ $x }} → 38: unknown variable '$x'",
        "{{ $x := 1 }}{{ $x = `a` }} → 21: expected an int, found a string",
        "{{ upper .Name }} → 3: unknown function 'upper'",
        "{{ lenn .Name }} → 3: unknown function 'lenn', did you mean 'len'?",
        "{{ html .Name }} → 3: the function 'html' of Go is not in Binnacle",
        "{{ define \"a\" }} → 3: 'define' of Go's templates is not in Binnacle",
        "{{ template \"a\" }} → 3: 'template' of Go's templates is not in Binnacle",
        "{{ break }} → 3: 'break' of Go's templates is not in Binnacle",
        "{{ nil }} → 3: 'nil' of Go's templates is not in Binnacle",
        // control
        "{{ if true }} → 3: this 'if' has no {{end}}",
        "{{ if true }}{{ else }}{{ else }}{{ end }} → 3: this 'if' has no {{end}}",
        "{{ if true }}{{ else with 1 }}{{ end }} → 21: expected '}}', found 'with'",
        "{{ range .Match }}{{ else range .Match }}{{ end }} → 26: expected '}}', found 'range'",
        "a{{ end }} → 1: unexpected {{end}}",
        "a{{ else }} → 1: unexpected {{else}}",
        "{{ if }}{{ end }} → 6: expected a value, found '}}'",
        "{{ print if }} → 9: expected a value, found 'if'",
        "{{ range .Name }}{{ end }} → 9: expected a list, found a string",
        "{{ range 5 }}{{ end }} → 9: expected a list, found an int",
        "{{ range $i, 5 }}{{ end }} → 13: expected a variable, found '5'",
        "{{ range $i, $x }}{{ end }} → 16: expected ':=', found '}}'",
        // types
        "{{ .Question }} → 3: expected a value that can be printed, found a question",
        "{{ print .Questions }} → 9: expected a value that can be printed, found a list",
        "{{ eq .Name 1 }} → 12: expected a string, found an int",
        "{{ eq .Match .Match }} → 6: expected a bool, a number or a string, found a list",
        "{{ eq (or 1 `a`) 1 }} → 7: expected a bool, a number or a string, found a value of one"
            + " type or another",
        "{{ lt true false }} → 6: expected a number or a string, found a bool",
        "{{ eq 1 }} → 3: eq: expected at least 2 arguments, found 1",
        "{{ ne 1 2 3 }} → 3: ne: expected 2 arguments, found 3",
        "{{ len 1 }} → 7: expected a string, a list or a map, found an int",
        "{{ len .Question }} → 7: expected a string, a list or a map, found a question",
        "{{ index .Match `a` }} → 16: expected an int, found a string",
        "{{ index .Name 0 }} → 9: expected a list, found a string",
        "{{ slice 1 }} → 9: expected a list, found an int",
        "{{ slice .Name `a` }} → 15: expected an int, found a string",
        "{{ parseInt 1 2 3 }} → 12: expected a string, found an int",
        "{{ parseInt `a` 1 8 }} → 16: parseInt: expected a base from 2 to 36",
        "{{ parseInt `a` 2 65 }} → 18: parseInt: expected from 1 to 64 bits",
        // printf
        "{{ printf .Name }} → 10: printf: expected a format in quotes",
        "{{ printf `%s` }} → 10: printf: expected a verb and its argument for '%s'",
        "{{ printf `%` 1 }} → 10: printf: expected a verb and its argument for '%'",
        "{{ printf `a` 1 }} → 14: printf: the format has no verb for this",
        "{{ printf `%s` 1 }} → 15: printf: %s does not print an int",
        "{{ printf `%d` `a` }} → 15: printf: %d does not print a string",
        "{{ printf `%y` 1 }} → 15: printf: unknown verb %y",
        "{{ printf `%.3d` 1 }} → 17: printf: a precision belongs to the verbs s and f",
        "{{ printf `%v` .Question }} → 15: printf: %v does not print a question",
      })
  void saysWhatIsWrong(String text, String problem) {
    assertThat(problem(text)).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "{{ index .Match 3 }} → index: a list has no element 3",
        "{{ index .Match -1 }} → index: a list has no element -1",
        "{{ slice .Name 5 4 }} → slice: there is no part from 5 to 4",
        "{{ slice .Name 99 }} → slice: there is no part from 99 to 17",
        "{{ parseInt `100` 16 8 }} → parseInt: '100' is no number of base 16 with 8 bits",
        "{{ parseInt `-1` 10 8 }} → parseInt: '-1' is no number of base 10 with 8 bits",
        "{{ parseInt .Group.b 10 8 }} → parseInt: '' is no number of base 10 with 8 bits",
        "{{ parseInt `g` 16 64 }} → parseInt: 'g' is no number of base 16 with 64 bits",
      })
  void saysWhyThereIsNoText(String text, String problem) {
    assertThatExceptionOfType(RenderException.class)
        .isThrownBy(() -> render(text))
        .withMessage(problem);
  }

  @Test
  void isNotNestedTooDeeply() {
    assertThat(problem("{{ if true }}".repeat(200))).endsWith("nested too deeply");
    assertThat(problem("{{ " + "(".repeat(200))).startsWith("0: this action is never closed");
    assertThat(problem("{{ " + "(".repeat(200) + "}}")).endsWith("nested too deeply");
    assertThat(problem("{{ if false }}" + "{{ else if false }}".repeat(200)))
        .endsWith("nested too deeply");
  }

  @Test
  void boundsItsWork() {
    String loops = "{{ range $.Match }}".repeat(9) + "{{ end }}".repeat(9);

    assertThatExceptionOfType(RenderException.class)
        .isThrownBy(() -> render(loops))
        .withMessage("loops make more than 10000 rounds");
  }

  @Test
  void boundsItsText() {
    assertThatExceptionOfType(RenderException.class)
        .isThrownBy(() -> render("{{ printf `%9999s` `` }}".repeat(7)))
        .withMessage("the text is longer than 65536 characters");
  }

  @Test
  void knowsWhetherItDependsOnData() throws TemplateException {
    assertThat(Template.compile("", TYPE).isConstant()).isTrue();
    assertThat(Template.compile("a. 60 IN A 192.0.2.1", TYPE).isConstant()).isTrue();
    assertThat(Template.compile("a{{/* comment */}}", TYPE).isConstant()).isTrue();
    assertThat(Template.compile("a{{ 1 }}", TYPE).isConstant()).isFalse();
  }
}

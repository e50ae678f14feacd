// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.corefile.Lexeme.Kind;
import io.binnacle.testing.Directives;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {
  private final Problems problems = new Problems();

  private List<Lexeme> lex(String text) {
    return Lexer.lex("Corefile", text, problems);
  }

  private List<String> words(String text) {
    return lex(text).stream().map(Lexeme::text).toList();
  }

  private List<String> problems() {
    return Directives.problems(problems::throwIfAny);
  }

  @Test
  void knowsWhereWordsStand() {
    assertThat(lex("ab  cd\n  \"e\nf\" g"))
        .extracting(Lexeme::position)
        .extracting(Position::toString)
        .containsExactly("Corefile:1:1", "Corefile:1:5", "Corefile:2:3", "Corefile:3:4");
  }

  @Test
  void knowsWhereWordsEnd() {
    assertThat(lex("ab \"e\nf\" g\r\n"))
        .extracting(Lexeme::end)
        .extracting(Position::toString)
        .containsExactly("Corefile:1:3", "Corefile:2:3", "Corefile:2:5");
  }

  @Test
  void countsColumnsInCodePoints() {
    assertThat(lex("😀é x").getLast().position().column()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {' ', '\t', '\n', 0xb, '\f', 0x85, 0xa0, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029})
  void separatesWordsAtUnicodeWhiteSpace(int space) {
    assertThat(words("a" + Character.toString(space) + "b")).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1c, 0x200b, 0xfeff})
  void takesOtherInvisibleCharactersForPartsOfWords(int character) {
    String word = "a" + Character.toString(character) + "b";

    assertThat(words(word)).containsExactly(word);
  }

  @Test
  void dropsCarriageReturnsOutsideQuotes() {
    assertThat(words("a\rb\r\nc \"d\r\ne\"")).containsExactly("ab", "c", "d\r\ne");
  }

  @Test
  void dropsAByteOrderMarkAtTheStart() {
    assertThat(words("\ufeffa")).containsExactly("a");
    assertThat(lex("\ufeffa").getFirst().position().column()).isEqualTo(1);
  }

  @Test
  void startsACommentAtANumberSignWhereverItStands() {
    assertThat(words("# one\nfoo#bar baz\n#\nx \"#y\"#z")).containsExactly("foo", "x", "#y");
  }

  @Test
  void endsAQuotedWordAtTheNextQuote() {
    assertThat(words("\"a b\" \"\" \"c\nd\"")).containsExactly("a b", "", "c\nd");
  }

  @Test
  void escapesNothingButQuotes() {
    assertThat(words("\"a\\\\b\"")).containsExactly("a\\\\b");
    assertThat(words("\"a\\\"b\"")).containsExactly("a\"b");
    assertThat(words("\"a\\nb\"")).containsExactly("a\\nb");
    assertThat(words("\"a\\\\\" b")).containsExactly("a\\\\", "b");
    assertThat(words("a\\\"b c\\")).containsExactly("a\\\"b", "c\\");
  }

  @Test
  void takesAQuoteInsideAWordForACharacter() {
    assertThat(words("a\"b\" 'c d' `e`")).containsExactly("a\"b\"", "'c", "d'", "`e`");
  }

  @Test
  void takesBracesForBracesOnlyWhenAlone() {
    assertThat(lex("{ a{ } {} \"{\""))
        .extracting(Lexeme::kind)
        .containsExactly(Kind.OPEN, Kind.WORD, Kind.CLOSE, Kind.WORD, Kind.WORD);
  }

  @Test
  void wantsWhiteSpaceBehindAClosingQuote() {
    assertThat(words("\"a\"b \"c\"\r\n\"d\"")).containsExactly("a", "b", "c", "d");
    assertThat(problems())
        .containsExactly("Corefile:1:4: expected white space after the closing quote, found 'b'");
  }

  @Test
  void goesOnAtTheNextLineAfterAQuoteThatIsNeverClosed() {
    assertThat(words("a \"b c\nd \\\"e\n")).containsExactly("a", "d", "\\\"e");
    assertThat(problems()).containsExactly("Corefile:1:3: this quote is never closed");
    assertThat(words("\"")).isEmpty();
    assertThat(words("\"\\")).isEmpty();
  }

  @Test
  void refusesWhatIsNoText() {
    assertThatThrownBy(() -> lex("a\n\"b\0"))
        .isInstanceOf(Stop.class)
        .hasMessage("expected text, found a NUL character");
    assertThatThrownBy(() -> lex("a\n\ufffd")).hasMessageContaining("not UTF-8");
    assertThat(words("# \0 \ufffd\na")).containsExactly("a");
  }
}

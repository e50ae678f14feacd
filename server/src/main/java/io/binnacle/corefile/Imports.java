// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What import statements stand for: snippets by their names, files by their paths and patterns.
 *
 * <p>A path is relative to the folder of the file that the statement is written in. Each file is
 * read and cut into words once, however often it is imported.
 *
 * <p><i>Used at set-up only.</i>
 */
final class Imports {
  private final Limits limits;
  private final Problems problems;
  private final List<Problem> warnings = new ArrayList<>();
  private final Map<String, List<Lexeme>> snippets = new HashMap<>();
  private final Map<Path, List<Lexeme>> files = new LinkedHashMap<>();
  private final Set<String> open = new HashSet<>();

  Imports(Limits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  /**
   * Text to parse.
   *
   * @param id what it is, to find text that imports itself
   */
  private record Text(String id, List<Lexeme> lexemes) {
    static Text of(Path file, List<Lexeme> lexemes) {
      return new Text(file.toAbsolutePath().normalize().toString(), lexemes);
    }
  }

  /** Patterns that match no file. */
  List<Problem> warnings() {
    return warnings;
  }

  /** The files that were imported. */
  Set<Path> files() {
    return files.keySet();
  }

  /** Has the parser parse the main file, which is not read here. */
  void main(String file, String text, Consumer<Cursor> parser) {
    limits.addText(text.length(), Position.of(file));
    List<Lexeme> lexemes = Lexer.lex(file, text, problems);
    parse(Text.of(Path.of(file), lexemes), Position.of(file), parser);
  }

  /** Has the parser parse what an import statement stands for. */
  void run(Directive statement, Consumer<Cursor> parser) {
    List<Text> texts = new ArrayList<>();
    problems.attempt(() -> texts.addAll(find(statement)));
    for (Text text : texts) {
      parse(text, statement.arguments().getFirst().position(), parser);
    }
  }

  /** Remembers a snippet, whose name is in parentheses. */
  void define(Token word, List<Lexeme> body) {
    String name = word.text().substring(1, word.text().length() - 1);
    if (snippets.putIfAbsent(name, body) != null) {
      problems.add(word.position(), "snippet " + Token.quote(name) + " is defined twice");
    }
    Cursor cursor = new Cursor(body);
    while (cursor.hasNext()) {
      boolean isFirst = !cursor.isNextOnLine();
      Lexeme lexeme = cursor.next();
      if (isFirst && lexeme.isWord("import") && cursor.hasNext() && cursor.peek().isWord(name)) {
        problems.add(cursor.peek().position(), "import: this is imported by itself");
      }
    }
  }

  private void parse(Text text, Position position, Consumer<Cursor> parser) {
    if (!open.add(text.id())) {
      problems.add(position, "import: this is imported by itself");
      return;
    }
    limits.enter(position);
    limits.addWords(text.lexemes().size(), position);
    parser.accept(new Cursor(text.lexemes()));
    limits.leave();
    open.remove(text.id());
  }

  private List<Text> find(Directive statement) throws CorefileException {
    String expected = "a snippet, a file or a pattern";
    Token what = statement.only(expected);
    statement.noBlock();
    if (what.text().isEmpty()) {
      throw statement.expected(expected, 0);
    }
    List<Lexeme> snippet = snippets.get(what.text());
    if (snippet != null) {
      limits.addSnippet(what.position());
      return List.of(new Text("(" + what.text() + ")", snippet));
    }
    limits.addFile(what.position());
    try {
      Path path = Path.of(what.position().file()).resolveSibling(what.text());
      return read(statement, paths(statement, path));
    } catch (InvalidPathException _) {
      throw statement.expected(expected, 0);
    }
  }

  private List<Path> paths(Directive statement, Path path) throws CorefileException {
    String pattern = path.toString();
    if (Glob.isTooMuch(pattern)) {
      throw statement.expected("a pattern with at most one '*' and one '?'", 0);
    }
    if (!Glob.isPattern(pattern)) {
      return List.of(path);
    }
    try {
      List<Path> found = Glob.find(path);
      if (found.isEmpty()) {
        Token what = statement.arguments().getFirst();
        warnings.add(new Problem(what.position(), "import: no file matches " + what));
      }
      return found;
    } catch (IOException e) {
      throw unreadable(statement, path, e);
    }
  }

  private List<Text> read(Directive statement, List<Path> paths) {
    List<Text> texts = new ArrayList<>();
    for (Path file : paths) {
      try {
        texts.add(Text.of(file, lexemes(statement.position(), file)));
      } catch (IOException e) {
        problems.add(unreadable(statement, file, e));
      }
    }
    return texts;
  }

  private List<Lexeme> lexemes(Position position, Path file) throws IOException {
    List<Lexeme> known = files.get(file);
    if (known != null) {
      return known;
    }
    String text = Source.read(file);
    limits.addText(text.length(), position);
    List<Lexeme> lexemes = Lexer.lex(file.toString(), text, problems);
    files.put(file, lexemes);
    return lexemes;
  }

  private CorefileException unreadable(Directive statement, Path file, IOException e) {
    Token what = statement.arguments().getFirst();
    String message = "cannot read " + Token.quote(file.toString()) + ": " + Source.reason(e);
    return statement.error(
        what.position(), message + DidYouMean.hint(what.text(), snippets.keySet()));
  }
}

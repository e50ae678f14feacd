// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static io.binnacle.corefile.Lexeme.Kind.CLOSE;
import static io.binnacle.corefile.Lexeme.Kind.OPEN;
import static io.binnacle.corefile.Lexeme.Kind.WORD;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Words and braces to server blocks.
 *
 * <pre>
 * file      := ( snippet | block | import )*
 * snippet   := "(" NAME ")" "{" … "}"
 * block     := key+ ( "{" statement* "}" | statement* to the end of the text )
 * statement := import | WORD+ [ "{" statement* "}" ]
 * import    := "import" WORD
 * </pre>
 *
 * <p>A statement's words and its opening brace stand on one line, and so do keys, unless a comma
 * ends the line. What an import stands for is parsed in its place, and has braces that match.
 *
 * <p>Problems are noted, and parsing goes on.
 *
 * <p><i>Used at set-up only.</i>
 */
final class Parser {
  private final int dnsPort;
  private final Environment environment;
  private final Problems problems = new Problems();
  private final Limits limits = new Limits();
  private final Imports imports = new Imports(limits, problems);
  private final List<Block> blocks = new ArrayList<>();

  Parser(int dnsPort, Environment environment) {
    this.dnsPort = dnsPort;
    this.environment = environment;
  }

  Corefile parse(String file, String text) throws CorefileException {
    try {
      imports.main(file, text, this::file);
    } catch (Stop e) {
      problems.add(e.problem());
    }
    problems.throwIfAny();
    return new Corefile(blocks, imports.warnings(), imports.files());
  }

  private void file(Cursor cursor) {
    while (cursor.hasNext()) {
      if (cursor.peek().isWord("import")) {
        runImport(cursor, this::file);
      } else if (cursor.isNext(CLOSE)) {
        unexpected(cursor.next());
      } else {
        snippetOrBlock(cursor);
      }
    }
  }

  private void snippetOrBlock(Cursor cursor) {
    Lexeme first = cursor.peek();
    List<Token> keys = keys(cursor);
    if (keys.isEmpty()) {
      problems.add(first.position(), "expected a zone, found " + first);
    }
    if (keys.size() == 1 && isSnippet(keys.getFirst())) {
      snippet(cursor, keys.getFirst());
    } else {
      block(cursor, keys);
    }
  }

  private List<Token> keys(Cursor cursor) {
    List<Token> keys = new ArrayList<>();
    boolean hasMore = cursor.isNext(WORD);
    while (hasMore) {
      Lexeme lexeme = cursor.next();
      String key = expand(lexeme).text();
      boolean hasComma = key.endsWith(",");
      if (lexeme.isWord("import")) {
        problems.add(lexeme.position(), "expected a zone, found " + lexeme);
      } else if (!key.isEmpty()) {
        String zone = hasComma ? key.substring(0, key.length() - 1) : key;
        keys.add(new Token(zone, lexeme.position()));
      }
      if (hasComma && !cursor.isNext(WORD)) {
        problems.add(lexeme.end(), "expected another zone behind the comma");
      }
      hasMore = cursor.isNext(WORD) && (hasComma || cursor.isNextOnLine());
    }
    return keys;
  }

  private static boolean isSnippet(Token key) {
    return key.text().startsWith("(") && key.text().endsWith(")");
  }

  private void snippet(Cursor cursor, Token name) {
    if (!cursor.isNext(OPEN)) {
      problems.add(name.position(), "expected '{' behind the name of a snippet");
      return;
    }
    Lexeme open = cursor.next();
    imports.define(name, cursor.takeUntilClosed());
    close(cursor, open);
  }

  private void block(Cursor cursor, List<Token> keys) {
    List<ServerKey> parsed = new ArrayList<>();
    for (Token key : keys) {
      int before = parsed.size();
      problems.attempt(() -> parsed.addAll(ServerKey.parse(key, dnsPort)));
      limits.addZones(parsed.size() - before, key.position());
    }
    List<Statement> statements = cursor.isNext(OPEN) ? braces(cursor) : statements(cursor, false);
    blocks.add(new Block(parsed, statements));
  }

  private List<Statement> braces(Cursor cursor) {
    Lexeme open = cursor.next();
    limits.enter(open.position());
    List<Statement> statements = statements(cursor, true);
    limits.leave();
    close(cursor, open);
    return statements;
  }

  /** Statements up to the end of the text, or up to a closing brace where that is expected. */
  private List<Statement> statements(Cursor cursor, boolean isInBraces) {
    List<Statement> statements = new ArrayList<>();
    while (cursor.hasNext() && !(isInBraces && cursor.isNext(CLOSE))) {
      switch (cursor.peek().kind()) {
        case WORD -> {
          if (cursor.peek().isWord("import")) {
            runImport(cursor, text -> statements.addAll(statements(text, false)));
          } else {
            statements.add(statement(cursor));
          }
        }
        case OPEN -> {
          unexpected(cursor.peek());
          braces(cursor);
        }
        case CLOSE -> unexpected(cursor.next());
      }
    }
    return statements;
  }

  private Statement statement(Cursor cursor) {
    Lexeme last = cursor.next();
    Token name = expand(last);
    List<Token> arguments = new ArrayList<>();
    while (cursor.isNext(WORD) && cursor.isNextOnLine()) {
      last = cursor.next();
      arguments.add(expand(last));
    }
    boolean hasBlock = cursor.isNext(OPEN) && cursor.isNextOnLine();
    List<Statement> block = hasBlock ? braces(cursor) : List.of();
    return new Statement(name, arguments, last.end(), hasBlock, block);
  }

  private void runImport(Cursor cursor, Consumer<Cursor> parser) {
    Statement statement = statement(cursor);
    imports.run(new Directive(statement, List.of(statement), ""), parser);
  }

  private Token expand(Lexeme lexeme) {
    String text = environment.expand(lexeme.text(), lexeme.position());
    if (!text.equals(lexeme.text())) {
      limits.addText(text.length(), lexeme.position());
    }
    return new Token(text, lexeme.position(), lexeme.isQuoted());
  }

  private void close(Cursor cursor, Lexeme open) {
    if (!cursor.hasNext()) {
      problems.add(open.position(), "this brace is never closed");
      return;
    }
    cursor.next();
    if (cursor.isNextOnLine()) {
      String message = "expected end of line, found " + cursor.peek();
      problems.add(cursor.peek().position(), message);
    }
  }

  private void unexpected(Lexeme brace) {
    problems.add(brace.position(), "unexpected " + brace);
  }
}

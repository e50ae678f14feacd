// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.xbill.DNS.Name;

/**
 * A directive of a server block, or a property of a directive: a word, its arguments and its brace
 * block.
 *
 * <pre>{@code
 * cache 30 example.org {        name, two arguments, a block
 *   success 5000 60             a property: again a directive, its path is "cache: success"
 * }
 * }</pre>
 *
 * <p>The readers throw what is wrong with an argument in the words of all messages: <i>path:
 * expected a capacity, found 'lots'</i>. A plugin says with {@link #atMost}, {@link #only} or
 * {@link #noArguments} where the arguments end, since a word that nobody reads is an error, too;
 * and with {@link #noBlock} that it knows no properties. {@link #options} reads a block of options
 * as a table.
 *
 * <p><i>Immutable.</i>
 */
public final class Directive {
  private final Statement statement;
  private final List<Statement> alike;
  private final String prefix;

  /**
   * A directive.
   *
   * @param alike all statements of that name in the same block
   * @param prefix what its path begins with
   */
  Directive(Statement statement, List<Statement> alike, String prefix) {
    this.statement = statement;
    this.alike = alike;
    this.prefix = prefix;
  }

  /** The directives that stand in a block, in its order. */
  static List<Directive> all(List<Statement> block, String prefix) {
    Map<String, List<Statement>> byName =
        block.stream().collect(groupingBy(statement -> statement.name().text()));
    List<Directive> directives = new ArrayList<>();
    for (Statement statement : block) {
      List<Statement> alike = byName.getOrDefault(statement.name().text(), List.of());
      directives.add(new Directive(statement, alike, prefix));
    }
    return List.copyOf(directives);
  }

  /** The first word: {@code success}. */
  public String name() {
    return statement.name().text();
  }

  /** Where the first word stands. */
  public Position position() {
    return statement.name().position();
  }

  /** The names from the server block down to here, as messages begin: {@code cache: success}. */
  public String path() {
    return prefix + Token.printable(name());
  }

  /** All directives of this name in the same block, in the order of the file; never empty. */
  public List<Directive> occurrences() {
    return alike.stream().map(s -> new Directive(s, alike, prefix)).toList();
  }

  /** The words behind the first, on the same line. */
  public List<Token> arguments() {
    return statement.arguments();
  }

  /** Whether there is a brace block, be it empty. */
  public boolean hasBlock() {
    return statement.hasBlock();
  }

  /** What stands in the brace block, in its order. */
  public List<Directive> properties() {
    return all(statement.block(), path() + ": ");
  }

  /** Reads the options in the brace block. */
  public Options options() {
    return new Options(this);
  }

  /**
   * The same with the words of its brace block as further arguments: for directives whose block is
   * nothing but a long line.
   */
  public Directive joined() throws CorefileException {
    List<Token> words = new ArrayList<>(arguments());
    Position end = statement.end();
    for (Directive property : properties()) {
      property.noBlock();
      words.add(property.statement.name());
      words.addAll(property.arguments());
      end = property.statement.end();
    }
    Statement joined = new Statement(statement.name(), words, end, false, List.of());
    return new Directive(joined, alike, prefix);
  }

  // Where the arguments end

  /** Whether there are more than {@code index} arguments. */
  public boolean has(int index) {
    return index < arguments().size();
  }

  /** Refuses more than this many arguments. */
  public void atMost(int count) throws CorefileException {
    if (has(count)) {
      throw expected("end of line", count);
    }
  }

  /** Refuses arguments. */
  public void noArguments() throws CorefileException {
    atMost(0);
  }

  /** Refuses a brace block. */
  public void noBlock() throws CorefileException {
    if (hasBlock()) {
      throw error(statement.end(), "expected end of line, found '{'");
    }
  }

  /** Refuses less or more than this many arguments. */
  public void arguments(int least, int most, String what) throws CorefileException {
    if (least > 0) {
      argument(least - 1, what);
    }
    atMost(most);
  }

  // What the arguments are

  /** The argument at this index, from 0. */
  public Token argument(int index, String what) throws CorefileException {
    if (!has(index)) {
      throw expected(what, index);
    }
    return arguments().get(index);
  }

  /** The one argument. */
  public Token only(String what) throws CorefileException {
    arguments(1, 1, what);
    return arguments().getFirst();
  }

  /**
   * What {@code parse} makes of an argument.
   *
   * @param parse throws an {@link IllegalArgumentException} for what it does not understand
   */
  public <T> T value(int index, String what, Function<String, T> parse) throws CorefileException {
    Token argument = argument(index, what);
    try {
      return parse.apply(argument.text());
    } catch (IllegalArgumentException _) {
      throw expected(what, index);
    }
  }

  /**
   * What {@code parse} makes of each argument from this index on; there is at least one.
   *
   * @param parse throws an {@link IllegalArgumentException} for what it does not understand
   */
  public <T> List<T> values(int from, String what, Function<String, T> parse)
      throws CorefileException {
    argument(from, what);
    var problems = new Problems();
    List<T> values = new ArrayList<>();
    for (int i = from; has(i); i++) {
      int index = i;
      problems.attempt(() -> values.add(value(index, what, parse)));
    }
    problems.throwIfAny();
    return values;
  }

  /** A whole number. */
  public int integer(int index, String what, int min, int max) throws CorefileException {
    int number = value(index, what, Integer::valueOf);
    if (number < min || number > max) {
      String range =
          max == Integer.MAX_VALUE ? " of at least " + min : " from " + min + " to " + max;
      throw expected(what + range, index);
    }
    return number;
  }

  /** A duration that is not negative, as Go writes it: {@code 1m30s}. */
  public Duration duration(int index, String what) throws CorefileException {
    return duration(index, what, Duration.ZERO, GoDuration.LONGEST);
  }

  /** A duration as Go writes it: {@code 1m30s}. */
  public Duration duration(int index, String what, Duration min, Duration max)
      throws CorefileException {
    Duration duration = value(index, what, GoDuration::parse);
    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
      String least = GoDuration.format(min);
      String range =
          max.equals(GoDuration.LONGEST)
              ? " of at least " + least
              : " from " + least + " to " + GoDuration.format(max);
      throw expected(what + range, index);
    }
    return duration;
  }

  /** One of these words. */
  public String word(int index, List<String> allowed) throws CorefileException {
    String what = "one of " + String.join(", ", allowed);
    String word = argument(index, what).text();
    if (!allowed.contains(word)) {
      throw error(position(index), expectation(what, index) + DidYouMean.hint(word, allowed));
    }
    return word;
  }

  /** The arguments from this index on as zones; there is at least one. */
  public Zones zones(int from) throws CorefileException {
    argument(from, "a zone");
    return zones(from, Zones.NONE);
  }

  /**
   * The arguments from this index on as zones: names in any case, with or without the final dot, or
   * address prefixes, which stand for their reverse zones.
   *
   * @param absent the zones if there are no such arguments
   */
  public Zones zones(int from, Zones absent) throws CorefileException {
    return zones(from, arguments().size(), absent);
  }

  /** The same for the arguments before index {@code to}. */
  public Zones zones(int from, int to, Zones absent) throws CorefileException {
    if (from >= to) {
      return absent;
    }
    var problems = new Problems();
    List<Name> names = new ArrayList<>();
    for (Token word : arguments().subList(from, to)) {
      try {
        names.addAll(ZoneAddress.parse(word).zones());
      } catch (CorefileException e) {
        e.problems().forEach(p -> problems.add(error(p.position(), p.message())));
      }
      if (names.size() > Limits.ZONES) {
        throw error(word.position(), "there are more than " + Limits.ZONES + " zones");
      }
    }
    problems.throwIfAny();
    return new Zones(names);
  }

  // What the properties are

  /** Something that reads a directive. */
  @FunctionalInterface
  public interface Visitor {
    /** Reads it. */
    void visit(Directive directive) throws CorefileException;
  }

  /**
   * Hands out all properties in their order, and throws all problems together at the end. For
   * properties whose order counts; {@link #options} is simpler where it does not. Properties have
   * no brace blocks of their own.
   */
  public void eachProperty(Visitor visitor) throws CorefileException {
    each(
        properties(),
        property -> {
          visitor.visit(property);
          property.noBlock();
        });
  }

  /** Hands out all {@link #occurrences}, and throws all problems together at the end. */
  public void eachOccurrence(Visitor visitor) throws CorefileException {
    each(occurrences(), visitor);
  }

  private static void each(List<Directive> directives, Visitor visitor) throws CorefileException {
    var problems = new Problems();
    for (Directive directive : directives) {
      problems.attempt(() -> visitor.visit(directive));
    }
    problems.throwIfAny();
  }

  // What is wrong

  /** A problem with this directive as a whole. */
  public CorefileException error(String message) {
    return error(position(), message);
  }

  /** A problem at this place, in the name of this directive. */
  public CorefileException error(Position position, String message) {
    return new CorefileException(position, path() + ": " + message);
  }

  /** Something else was expected in the place of this argument, or of the end of the line. */
  public CorefileException expected(String what, int index) {
    return error(position(index), expectation(what, index));
  }

  /** This property is not one of those that are known. */
  public CorefileException unknown(String... known) {
    String message =
        "unknown property " + statement.name() + DidYouMean.hint(name(), List.of(known));
    return new CorefileException(position(), prefix + message);
  }

  private Position position(int index) {
    return has(index) ? arguments().get(index).position() : statement.end();
  }

  private String expectation(String what, int index) {
    return "expected " + what + ", found " + (has(index) ? arguments().get(index) : "end of line");
  }

  /** The words of its line. */
  @Override
  public String toString() {
    return path() + arguments();
  }
}

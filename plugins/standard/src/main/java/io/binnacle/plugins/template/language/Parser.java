// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

import io.binnacle.corefile.DidYouMean;
import io.binnacle.plugins.template.language.Lexeme.Kind;
import io.binnacle.plugins.template.language.Scope.Variable;
import io.binnacle.plugins.template.language.Type.Basic;
import io.binnacle.plugins.template.language.Type.Member;
import io.binnacle.plugins.template.language.Type.Struct;
import io.binnacle.plugins.template.language.Type.TextMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A template's text to nodes whose types fit. The grammar is in the package's description.
 *
 * <p><i>Used at set-up only.</i>
 */
final class Parser {
  private static final int DEEPEST = 100;

  private static final Set<String> KEYWORDS = Set.of("if", "with", "range", "else", "end");

  /** What Go's templates have and these have not. */
  private static final Set<String> ELSEWHERE =
      Set.of("define", "template", "block", "break", "continue", "nil");

  private final List<Lexeme> lexemes;
  private int next;
  private int depth;
  private int places;
  private Scope scope;

  Parser(String text, Struct data) throws TemplateException {
    lexemes = Lexer.lex(text);
    scope = Scope.of(variable(data));
  }

  /** The whole template. */
  Node parse() throws TemplateException {
    Node whole = nodes();
    if (peek().kind() != Kind.END) {
      throw new TemplateException(
          peek().index(), "unexpected {{" + lexemes.get(next + 1).text() + "}}");
    }
    return whole;
  }

  /** How many variables there are, once it is parsed. */
  int places() {
    return places;
  }

  private Variable variable(Type type) {
    return new Variable(places++, type);
  }

  // Text and actions

  /** Up to an {@code else}, an {@code end} or the end of the template, which are left there. */
  private Node nodes() throws TemplateException {
    List<Node> nodes = new ArrayList<>();
    while (peek().kind() != Kind.END && !isNextAction("else") && !isNextAction("end")) {
      Lexeme first = take();
      nodes.add(first.kind() == Kind.TEXT ? new Node.Text(first.text()) : action());
    }
    return nodes.size() == 1 ? nodes.getFirst() : new Node.Sequence(nodes);
  }

  private boolean isNextAction(String keyword) {
    return peek().kind() == Kind.OPEN && lexemes.get(next + 1).is(keyword);
  }

  private Node action() throws TemplateException {
    Lexeme first = peek();
    if (take("if")) {
      return nested(first, () -> conditional("if"));
    }
    if (take("with")) {
      return nested(first, () -> conditional("with"));
    }
    if (take("range")) {
      return nested(first, this::range);
    }
    Node node = first.kind() == Kind.VARIABLE ? assignment() : output();
    close();
    return node;
  }

  private Node output() throws TemplateException {
    Typed value = pipeline().asPrintable();
    return frame -> frame.append(Values.text(value.value(frame)));
  }

  /** A declaration, an assignment, or a pipeline that begins with a variable. */
  private Node assignment() throws TemplateException {
    Lexeme name = take();
    if (take(":=")) {
      Typed value = pipeline();
      Variable declared = variable(value.type());
      scope.declare(name.text(), declared);
      return frame -> frame.set(declared.place(), value.value(frame));
    }
    if (take("=")) {
      Variable known = find(name);
      Typed value = pipeline().as(known.type());
      return frame -> frame.set(known.place(), value.value(frame));
    }
    next--;
    return output();
  }

  /** Something up to its {@code {{end}}}, with variables of its own. */
  private Node nested(Lexeme first, Part<Node> part) throws TemplateException {
    Scope outer = scope;
    scope = outer.inner(outer.dot());
    Node node = deeper(part);
    if (!isNextAction("end")) {
      throw new TemplateException(first.index(), "this '" + first.text() + "' has no {{end}}");
    }
    take();
    take();
    close();
    scope = outer;
    return node;
  }

  private interface Part<T> {
    T parse() throws TemplateException;
  }

  private <T> T deeper(Part<T> part) throws TemplateException {
    if (++depth > DEEPEST) {
      throw new TemplateException(peek().index(), "a template is nested too deeply");
    }
    T parsed = part.parse();
    depth--;
    return parsed;
  }

  /** The same without an end of its own: an {@code else if} ends where its {@code if} does. */
  private Node conditional(String keyword) throws TemplateException {
    Typed condition = condition();
    close();
    Scope around = scope;
    Variable held = variable(condition.type());
    scope = around.inner(keyword.equals("with") ? held : around.dot());
    Node then = nodes();
    scope = around;
    Node otherwise =
        !takeElse() ? Node.NONE : take(keyword) ? deeper(() -> conditional(keyword)) : last();
    return frame -> {
      Object value = condition.value(frame);
      frame.set(held.place(), value);
      (Values.isTrue(value) ? then : otherwise).render(frame);
    };
  }

  private boolean takeElse() {
    boolean found = isNextAction("else");
    next += found ? 2 : 0;
    return found;
  }

  /** What stands behind an {@code {{else}}}. */
  private Node last() throws TemplateException {
    close();
    scope = scope.inner(scope.dot());
    return nodes();
  }

  /** A pipeline, perhaps with a variable that holds its value. */
  private Typed condition() throws TemplateException {
    if (peek().kind() != Kind.VARIABLE || !lexemes.get(next + 1).is(":=")) {
      return pipeline();
    }
    Lexeme name = take();
    take();
    Typed value = pipeline();
    Variable declared = variable(value.type());
    scope.declare(name.text(), declared);
    return Typed.of(
        value.type(),
        value.index(),
        frame -> {
          Object held = value.value(frame);
          frame.set(declared.place(), held);
          return held;
        });
  }

  private Node range() throws TemplateException {
    List<Lexeme> names = rangeNames();
    Typed list = pipeline();
    Type type = list.elements();
    close();
    Scope around = scope;
    Variable position = variable(Basic.INT);
    Variable element = variable(type);
    scope = around.inner(element);
    if (names.size() == 2) {
      scope.declare(names.getFirst().text(), position);
    }
    if (!names.isEmpty()) {
      scope.declare(names.getLast().text(), element);
    }
    Node body = nodes();
    scope = around;
    Node otherwise = takeElse() ? last() : Node.NONE;
    return frame -> {
      List<?> elements = list.list(frame);
      if (elements.isEmpty()) {
        otherwise.render(frame);
      }
      for (int i = 0; i < elements.size(); i++) {
        frame.round();
        frame.set(position.place(), (long) i);
        frame.set(element.place(), elements.get(i));
        body.render(frame);
      }
    };
  }

  /** The variables of a loop: none, the element's, or those of its index and itself. */
  private List<Lexeme> rangeNames() throws TemplateException {
    List<Lexeme> names = new ArrayList<>();
    boolean isPair = lexemes.get(next + 1).is(",");
    if (peek().kind() == Kind.VARIABLE && (isPair || lexemes.get(next + 1).is(":="))) {
      names.add(take());
      if (take(",")) {
        if (peek().kind() != Kind.VARIABLE) {
          throw expected("a variable");
        }
        names.add(take());
      }
      if (!take(":=")) {
        throw expected("':='");
      }
    }
    return names;
  }

  // Values

  private Typed pipeline() throws TemplateException {
    return deeper(
        () -> {
          Typed value = command(null);
          while (take("|")) {
            value = command(value);
          }
          return value;
        });
  }

  /**
   * A command.
   *
   * @param piped the last argument, if it comes from the command before
   */
  private Typed command(@Nullable Typed piped) throws TemplateException {
    Lexeme first = peek();
    if (first.kind() == Kind.NAME && !isBool(first)) {
      return Functions.call(functionName(), first.index(), arguments(piped));
    }
    Typed operand = start();
    List<Lexeme> fields = fields(first);
    if (fields.isEmpty()) {
      List<Typed> arguments = arguments(piped);
      if (!arguments.isEmpty()) {
        throw new TemplateException(first.index(), first + " takes no arguments");
      }
      return operand;
    }
    for (Lexeme field : fields.subList(0, fields.size() - 1)) {
      operand = member(operand, field, List.of());
    }
    return member(operand, fields.getLast(), arguments(piped));
  }

  private List<Typed> arguments(@Nullable Typed piped) throws TemplateException {
    List<Typed> arguments = new ArrayList<>();
    while (peek().kind() != Kind.CLOSE && !peek().is("|") && !peek().is(")")) {
      if (!peek().isApart()) {
        throw expected("white space");
      }
      arguments.add(operand());
    }
    if (piped != null) {
      arguments.add(piped);
    }
    return arguments;
  }

  private Typed operand() throws TemplateException {
    Lexeme first = peek();
    if (first.kind() == Kind.NAME && !isBool(first)) {
      return Functions.call(functionName(), first.index(), List.of());
    }
    Typed operand = start();
    for (Lexeme field : fields(first)) {
      operand = member(operand, field, List.of());
    }
    return operand;
  }

  private static boolean isBool(Lexeme name) {
    return name.is("true") || name.is("false");
  }

  private String functionName() throws TemplateException {
    if (KEYWORDS.contains(peek().text()) || ELSEWHERE.contains(peek().text())) {
      throw expected("a value");
    }
    return take().text();
  }

  /** An operand without its fields. One that begins with a field is a field of the dot. */
  private Typed start() throws TemplateException {
    Lexeme first = peek();
    int index = first.index();
    if (take("(")) {
      Typed inner = pipeline();
      if (!take(")")) {
        throw expected("')'");
      }
      return inner;
    }
    if (first.kind() == Kind.FIELD && first.text().length() > 1) {
      return scope.dot().at(index); // the field itself is read by fields()
    }
    Typed value =
        switch (first.kind()) {
          case FIELD -> scope.dot().at(index);
          case VARIABLE -> find(first).at(index);
          case STRING -> Typed.constant(Basic.STRING, index, first.text());
          case CHARACTER -> Typed.constant(Basic.INT, index, (long) first.text().codePointAt(0));
          case NUMBER -> number(first);
          case NAME -> Typed.constant(Basic.BOOL, index, first.is("true"));
          case TEXT, OPEN, CLOSE, SIGN, END -> throw expected("a value");
        };
    take();
    return value;
  }

  /** The fields that touch what stands before them, or that an operand begins with. */
  private List<Lexeme> fields(Lexeme first) throws TemplateException {
    boolean mayHaveFields =
        first.is("(") || first.kind() == Kind.FIELD || first.kind() == Kind.VARIABLE;
    List<Lexeme> fields = new ArrayList<>();
    while (peek().kind() == Kind.FIELD && (!peek().isApart() || peek().index() == first.index())) {
      Lexeme field = take();
      if (!mayHaveFields || field.text().length() == 1) {
        throw new TemplateException(field.index(), "expected white space, found " + field);
      }
      fields.add(field);
    }
    return fields;
  }

  private Typed member(Typed owner, Lexeme field, List<Typed> arguments) throws TemplateException {
    String name = field.text().substring(1);
    int index = field.index();
    if (owner.type() instanceof TextMap map) {
      if (!arguments.isEmpty()) {
        throw new TemplateException(index, field + " takes no arguments");
      }
      return Functions.entry(map, owner, name, index + 1);
    }
    if (!(owner.type() instanceof Struct(String what, var members))) {
      throw new TemplateException(index, owner.type() + " has no field '" + name + "'");
    }
    Member member = members.get(name);
    if (member == null) {
      String hint = DidYouMean.hint(name, members.keySet());
      throw new TemplateException(index, what + " has no field '" + name + "'" + hint);
    }
    int count = member.parameters().size();
    if (arguments.size() != count) {
      throw new TemplateException(
          index,
          "%s: expected %d arguments, found %d".formatted(field.text(), count, arguments.size()));
    }
    for (int i = 0; i < count; i++) {
      arguments.get(i).as(member.parameters().get(i));
    }
    return Typed.of(
        member.type(),
        index,
        frame -> {
          List<Object> values = new ArrayList<>(count);
          for (Typed argument : arguments) {
            values.add(argument.value(frame));
          }
          return member.getter().get(owner.value(frame), values);
        });
  }

  private static Typed number(Lexeme number) throws TemplateException {
    String digits = number.text().replace("_", "");
    try {
      if (digits.matches("[-+]?[0-9]*(\\.[0-9]*)?([eE][-+]?[0-9]+)?")
          && !digits.matches("[-+]?[0-9]+")) {
        return Typed.constant(Basic.FLOAT, number.index(), Double.valueOf(digits));
      }
      return Typed.constant(Basic.INT, number.index(), integer(digits));
    } catch (NumberFormatException _) {
      throw new TemplateException(number.index(), "expected a number, found " + number);
    }
  }

  /** A whole number as Go writes it: in base 8 behind a zero. */
  private static Long integer(String digits) {
    boolean isBinary = digits.matches("[-+]?0[bB][01]+");
    boolean isOctal = digits.matches("[-+]?0[oO][0-7]+");
    return isBinary || isOctal
        ? Long.valueOf(digits.replaceFirst("0[bBoO]", ""), isBinary ? 2 : 8)
        : Long.decode(digits);
  }

  private Variable find(Lexeme name) throws TemplateException {
    Variable found = scope.find(name.text());
    if (found == null) {
      throw new TemplateException(
          name.index(),
          "unknown variable " + name + DidYouMean.hint(name.text(), scope.declared()));
    }
    return found;
  }

  // Words

  private Lexeme peek() {
    return lexemes.get(next);
  }

  private Lexeme take() {
    return lexemes.get(next++);
  }

  private boolean take(String word) {
    boolean found = peek().is(word);
    next += found ? 1 : 0;
    return found;
  }

  private void close() throws TemplateException {
    if (peek().kind() != Kind.CLOSE) {
      throw expected("'}}'");
    }
    take();
  }

  private TemplateException expected(String what) {
    Lexeme found = peek();
    return new TemplateException(
        found.index(),
        ELSEWHERE.stream().anyMatch(found::is)
            ? found + " of Go's templates is not in Binnacle"
            : "expected " + what + ", found " + found);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

import static io.binnacle.plugins.template.language.Type.Basic.BOOL;
import static io.binnacle.plugins.template.language.Type.Basic.INT;
import static io.binnacle.plugins.template.language.Type.Basic.MIXED;
import static io.binnacle.plugins.template.language.Type.Basic.STRING;

import io.binnacle.corefile.DidYouMean;
import io.binnacle.plugins.template.language.Type.ListOf;
import io.binnacle.plugins.template.language.Type.TextMap;
import io.binnacle.plugins.template.language.Typed.Term;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The functions of templates.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 *
 * @see <a href="https://pkg.go.dev/text/template#hdr-Functions">Go, text/template, Functions</a>
 */
final class Functions {
  private static final List<String> NAMES =
      List.of(
          "and",
          "or",
          "not",
          "len",
          "index",
          "slice",
          "print",
          "println",
          "printf",
          "eq",
          "ne",
          "lt",
          "le",
          "gt",
          "ge",
          "parseInt");

  /** Functions of Go that are not here. */
  private static final Set<String> ELSEWHERE = Set.of("call", "html", "js", "urlquery");

  private Functions() {}

  /** A call of the function with this name, which stands at {@code index}. */
  static Typed call(String name, int index, List<Typed> arguments) throws TemplateException {
    return switch (name) {
      case "and" -> logical(index, count(name, index, arguments, 1, 99), false);
      case "or" -> logical(index, count(name, index, arguments, 1, 99), true);
      case "not" -> not(index, count(name, index, arguments, 1, 1).getFirst());
      case "len" -> length(index, count(name, index, arguments, 1, 1).getFirst());
      case "index" -> element(index, count(name, index, arguments, 1, 99));
      case "slice" -> slice(index, count(name, index, arguments, 1, 3));
      case "print" -> print(index, printable(arguments));
      case "println" -> println(index, printable(arguments));
      case "printf" -> Printf.call(index, count(name, index, arguments, 1, 99));
      case "eq" -> equal(index, count(name, index, arguments, 2, 99));
      case "ne" -> not(index, equal(index, count(name, index, arguments, 2, 2)));
      case "lt" -> compare(index, count(name, index, arguments, 2, 2), order -> order < 0);
      case "le" -> compare(index, count(name, index, arguments, 2, 2), order -> order <= 0);
      case "gt" -> compare(index, count(name, index, arguments, 2, 2), order -> order > 0);
      case "ge" -> compare(index, count(name, index, arguments, 2, 2), order -> order >= 0);
      case "parseInt" -> parseInt(index, count(name, index, arguments, 3, 3));
      default ->
          throw new TemplateException(
              index,
              ELSEWHERE.contains(name)
                  ? "the function '" + name + "' of Go is not in Binnacle"
                  : "unknown function '" + name + "'" + DidYouMean.hint(name, NAMES));
    };
  }

  private static List<Typed> count(
      String name, int index, List<Typed> arguments, int least, int most) throws TemplateException {
    int count = arguments.size();
    if (count < least || count > most) {
      String expected =
          least == most ? "" + least : count < least ? "at least " + least : "at most " + most;
      throw new TemplateException(
          index, "%s: expected %s arguments, found %d".formatted(name, expected, count));
    }
    return arguments;
  }

  /**
   * The first argument that is true, or is not, else the last; those behind it are not computed.
   */
  private static Typed logical(int index, List<Typed> arguments, boolean wanted) {
    Type first = arguments.getFirst().type();
    boolean isUniform = arguments.stream().allMatch(argument -> argument.type().equals(first));
    return Typed.of(
        isUniform ? first : MIXED,
        index,
        frame -> {
          Object value = false;
          for (Typed argument : arguments) {
            value = argument.value(frame);
            if (Values.isTrue(value) == wanted) {
              break;
            }
          }
          return value;
        });
  }

  private static Typed not(int index, Typed argument) {
    return Typed.of(BOOL, index, frame -> !argument.isTrue(frame));
  }

  /** Bytes of a string, elements of a list, keys of a map. */
  private static Typed length(int index, Typed argument) throws TemplateException {
    Term length =
        switch (argument.type()) {
          case ListOf _ -> frame -> (long) argument.list(frame).size();
          case TextMap _ -> frame -> (long) ((Map<?, ?>) argument.value(frame)).size();
          case Type.Basic basic when basic == STRING ->
              frame -> (long) argument.string(frame).getBytes(StandardCharsets.UTF_8).length;
          case Type.Basic _, Type.Struct _ -> throw argument.expected("a string, a list or a map");
        };
    return Typed.of(INT, index, length);
  }

  private static Typed element(int index, List<Typed> arguments) throws TemplateException {
    Typed element = arguments.getFirst();
    for (Typed key : arguments.subList(1, arguments.size())) {
      element = element(index, element, key);
    }
    return element;
  }

  private static Typed element(int index, Typed whole, Typed key) throws TemplateException {
    if (whole.type() instanceof TextMap map) {
      key.as(STRING);
      if (key.constant() instanceof String name) {
        return entry(map, whole, name, key.index());
      }
      return Typed.of(STRING, index, frame -> entry(whole.value(frame), key.string(frame)));
    }
    Type type = whole.elements();
    key.as(INT);
    return Typed.of(
        type,
        index,
        frame -> {
          List<?> list = whole.list(frame);
          long at = key.integer(frame);
          if (at < 0 || at >= list.size()) {
            throw new RenderException("index: a list has no element " + at);
          }
          return list.get((int) at);
        });
  }

  /** The value of a key in a map that may have it. */
  static Typed entry(TextMap type, Typed map, String key, int index) throws TemplateException {
    if (!type.keys().contains(key)) {
      throw new TemplateException(
          index,
          "there is no '%s' here, only %s"
              .formatted(key, String.join(", ", new TreeSet<>(type.keys()))));
    }
    return Typed.of(STRING, index, frame -> entry(map.value(frame), key));
  }

  private static String entry(Object map, String key) {
    Object value = ((Map<?, ?>) map).get(key);
    return value == null ? "" : (String) value;
  }

  private static Typed slice(int index, List<Typed> arguments) throws TemplateException {
    Typed whole = arguments.getFirst();
    List<Typed> bounds = arguments.subList(1, arguments.size());
    for (Typed bound : bounds) {
      bound.as(INT);
    }
    if (!whole.is(STRING)) {
      whole.elements();
    }
    return Typed.of(
        whole.type(),
        index,
        frame -> {
          Object value = whole.value(frame);
          int size = value instanceof String text ? text.length() : ((List<?>) value).size();
          long from = bounds.isEmpty() ? 0 : bounds.get(0).integer(frame);
          long to = bounds.size() < 2 ? size : bounds.get(1).integer(frame);
          if (from < 0 || from > to || to > size) {
            throw new RenderException("slice: there is no part from %d to %d".formatted(from, to));
          }
          return value instanceof String text
              ? text.substring((int) from, (int) to)
              : ((List<?>) value).subList((int) from, (int) to);
        });
  }

  private static List<Typed> printable(List<Typed> arguments) throws TemplateException {
    for (Typed argument : arguments) {
      argument.asPrintable();
    }
    return arguments;
  }

  /** Their texts, with blanks between two of which neither is a string. */
  private static Typed print(int index, List<Typed> arguments) {
    return Typed.of(
        STRING,
        index,
        frame -> {
          StringBuilder text = new StringBuilder();
          boolean isBehindString = true;
          for (Typed argument : arguments) {
            Object value = argument.value(frame);
            boolean isString = value instanceof String;
            text.append(isString || isBehindString ? "" : " ").append(Values.text(value));
            isBehindString = isString;
          }
          return text.toString();
        });
  }

  private static Typed println(int index, List<Typed> arguments) {
    return Typed.of(
        STRING,
        index,
        frame -> {
          List<String> texts = new ArrayList<>();
          for (Typed argument : arguments) {
            texts.add(Values.text(argument.value(frame)));
          }
          return String.join(" ", texts) + "\n";
        });
  }

  /** Whether the first equals one of the others. */
  private static Typed equal(int index, List<Typed> arguments) throws TemplateException {
    Typed first = arguments.getFirst();
    List<Typed> others = arguments.subList(1, arguments.size());
    comparable(first);
    for (Typed other : others) {
      other.as(first.type());
    }
    return Typed.of(
        BOOL,
        index,
        frame -> {
          Object value = first.value(frame);
          boolean isEqual = false;
          for (Typed other : others) {
            isEqual |= value.equals(other.value(frame));
          }
          return isEqual;
        });
  }

  @SuppressWarnings("unchecked") // both are of one basic type
  private static Typed compare(int index, List<Typed> arguments, IntPredicate order)
      throws TemplateException {
    Typed left = comparable(arguments.getFirst());
    Typed right = arguments.getLast().as(left.type());
    if (left.is(BOOL)) {
      throw left.expected("a number or a string");
    }
    return Typed.of(
        BOOL,
        index,
        frame ->
            order.test(((Comparable<Object>) left.value(frame)).compareTo(right.value(frame))));
  }

  private static Typed comparable(Typed value) throws TemplateException {
    if (!(value.type() instanceof Type.Basic) || value.is(MIXED)) {
      throw value.expected("a bool, a number or a string");
    }
    return value;
  }

  /** A number without a sign, in some base, of at most so many bits. */
  private static Typed parseInt(int index, List<Typed> arguments) throws TemplateException {
    Typed text = arguments.get(0).as(STRING);
    Typed base = arguments.get(1).as(INT);
    Typed bits = arguments.get(2).as(INT);
    if (base.constant() instanceof Long radix && (radix < 2 || radix > 36)) {
      throw new TemplateException(base.index(), "parseInt: expected a base from 2 to 36");
    }
    if (bits.constant() instanceof Long size && (size < 1 || size > 64)) {
      throw new TemplateException(bits.index(), "parseInt: expected from 1 to 64 bits");
    }
    return Typed.of(
        INT,
        index,
        frame -> parseInt(text.string(frame), base.integer(frame), bits.integer(frame)));
  }

  private static long parseInt(String digits, long base, long bits) throws RenderException {
    try {
      if (!digits.startsWith("+") && !digits.startsWith("-")) {
        long number = Long.parseLong(digits, Math.toIntExact(base));
        if (bits > 62 || number >> Math.max(bits, 0) == 0) {
          return number;
        }
      }
    } catch (ArithmeticException | NumberFormatException _) {
      // said below
    }
    throw new RenderException(
        "parseInt: '%s' is no number of base %d with %d bits".formatted(digits, base, bits));
  }
}

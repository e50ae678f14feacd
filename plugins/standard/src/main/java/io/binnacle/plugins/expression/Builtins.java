// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import static io.binnacle.plugins.expression.Type.Basic.ANY;
import static io.binnacle.plugins.expression.Type.Basic.BOOL;
import static io.binnacle.plugins.expression.Type.Basic.FLOAT;
import static io.binnacle.plugins.expression.Type.Basic.INT;
import static io.binnacle.plugins.expression.Type.Basic.STRING;

import io.binnacle.plugins.expression.Type.ListOf;
import io.binnacle.plugins.net.Subnet;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Functions of the language itself, which know nothing of queries.
 *
 * @see <a href="https://expr-lang.org/docs/language-definition#string-functions">Functions of
 *     expr-lang</a>
 */
final class Builtins {
  private static final ListOf STRINGS = new ListOf(STRING);

  private Builtins() {}

  static <C> List<Function<C>> all() {
    return List.of(
        text("trim", STRING, texts -> texts.get(0).strip(), 1),
        text("trim", STRING, texts -> trim(texts.get(0), texts.get(1)), 2),
        text("trimPrefix", STRING, texts -> withoutPrefix(texts.get(0), texts.get(1)), 2),
        text("trimSuffix", STRING, texts -> withoutSuffix(texts.get(0), texts.get(1)), 2),
        text("upper", STRING, texts -> texts.get(0).toUpperCase(Locale.ROOT), 1),
        text("lower", STRING, texts -> texts.get(0).toLowerCase(Locale.ROOT), 1),
        text("replace", STRING, Builtins::replace, 3),
        text("split", STRINGS, texts -> split(texts.get(0), texts.get(1)), 2),
        text("indexOf", INT, texts -> (long) texts.get(0).indexOf(texts.get(1)), 2),
        text("lastIndexOf", INT, texts -> (long) texts.get(0).lastIndexOf(texts.get(1)), 2),
        text("hasPrefix", BOOL, texts -> texts.get(0).startsWith(texts.get(1)), 2),
        text("hasSuffix", BOOL, texts -> texts.get(0).endsWith(texts.get(1)), 2),
        text("len", INT, texts -> (long) texts.get(0).length(), 1),
        text("int", INT, texts -> integer(texts.get(0)), 1),
        of("len", INT, List.of(new ListOf(ANY)), list -> (long) ((List<?>) list.get(0)).size()),
        of("join", STRING, List.of(STRINGS), list -> join(list.get(0), "")),
        of("join", STRING, List.of(STRINGS, STRING), list -> join(list.get(0), list.get(1))),
        of("string", STRING, List.of(INT), list -> list.get(0).toString()),
        of("string", STRING, List.of(BOOL), list -> list.get(0).toString()),
        of("abs", INT, List.of(INT), list -> Math.abs((Long) list.get(0))),
        of("abs", FLOAT, List.of(FLOAT), list -> Math.abs((Double) list.get(0))),
        of("min", INT, List.of(INT, INT), list -> Math.min((Long) list.get(0), (Long) list.get(1))),
        of("max", INT, List.of(INT, INT), list -> Math.max((Long) list.get(0), (Long) list.get(1))),
        Function.ofForm("incidr", List.of(STRING, STRING), BOOL, Builtins::inCidr));
  }

  private interface OfTexts {
    Object apply(List<String> texts) throws EvaluationException;
  }

  private interface OfValues {
    Object apply(List<?> values) throws EvaluationException;
  }

  /** A function of strings. */
  @SuppressWarnings("unchecked") // the parameters are strings
  private static <C> Function<C> text(String name, Type result, OfTexts body, int parameters) {
    List<Type> types = Collections.nCopies(parameters, STRING);
    return of(name, result, types, values -> body.apply((List<String>) values));
  }

  private static <C> Function<C> of(
      String name, Type result, List<Type> parameters, OfValues body) {
    return Function.of(name, parameters, result, (_, values) -> body.apply(values));
  }

  /**
   * Whether an address has a prefix, which is read at set-up if it does not depend on the query.
   */
  private static <C> Term<C> inCidr(List<Typed<C>> arguments) throws ExpressionException {
    Typed<C> address = arguments.get(0);
    Typed<C> prefix = arguments.get(1);
    if (!(prefix.constant().orElse(null) instanceof String text)) {
      return frame -> subnet(prefix.text(frame)).contains(address(address.text(frame)));
    }
    try {
      Subnet subnet = subnet(text);
      return frame -> subnet.contains(address(address.text(frame)));
    } catch (EvaluationException e) {
      throw new ExpressionException(prefix.index(), e.message());
    }
  }

  private static Subnet subnet(String text) throws EvaluationException {
    try {
      return Subnet.parse(text);
    } catch (IllegalArgumentException _) {
      throw new EvaluationException("incidr: not an address prefix: '" + text + "'");
    }
  }

  /** The address, of IPv4 if it is one in the clothes of IPv6. */
  private static InetAddress address(String text) throws EvaluationException {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      throw new EvaluationException("incidr: not an IP address: '" + text + "'");
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }

  /** Without the characters of {@code set} at both ends. */
  private static String trim(String text, String set) {
    int from = 0;
    int to = text.length();
    while (from < to && set.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (from < to && set.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  private static String withoutPrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String withoutSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  private static String replace(List<String> texts) throws EvaluationException {
    return Bounds.text(texts.get(0).replace(texts.get(1), texts.get(2)));
  }

  /** The parts between separators; the characters, if the separator is empty. */
  private static List<?> split(String text, String separator) throws EvaluationException {
    if (separator.isEmpty()) {
      return Bounds.list(text.codePoints().mapToObj(Character::toString).toList());
    }
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return Bounds.list(parts);
  }

  @SuppressWarnings("unchecked") // the parameter is a list of strings
  private static String join(Object list, Object separator) throws EvaluationException {
    return Bounds.text(String.join((String) separator, (List<String>) list));
  }

  private static long integer(String text) throws EvaluationException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new EvaluationException("int: not a number: '" + text + "'");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

import static io.binnacle.plugins.template.language.Type.Basic.BOOL;
import static io.binnacle.plugins.template.language.Type.Basic.FLOAT;
import static io.binnacle.plugins.template.language.Type.Basic.INT;
import static io.binnacle.plugins.template.language.Type.Basic.STRING;

import io.binnacle.corefile.GoString;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The function {@code printf}. Its format is read at set-up, when the types of what it is to print
 * are known.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 *
 * @see <a href="https://pkg.go.dev/fmt#hdr-Printing">Go, fmt, Printing</a>
 */
final class Printf {
  private static final Pattern VERB =
      Pattern.compile("%([-+# 0]*)([0-9]{0,4})(?:\\.([0-9]{0,4}))?(.?)", Pattern.DOTALL);

  private Printf() {}

  /** One verb of a format: {@code %-10s}. */
  private record Verb(String flags, int width, int precision, char letter, Typed value) {
    private static final int NONE = -1;

    private static Verb of(Matcher found, Typed value) throws TemplateException {
      String precision = found.group(3);
      Verb verb =
          new Verb(
              found.group(1),
              found.group(2).isEmpty() ? 0 : Integer.parseInt(found.group(2)),
              precision == null ? NONE : precision.isEmpty() ? 0 : Integer.parseInt(precision),
              found.group(4).charAt(0),
              value);
      if (verb.precision != NONE && "sf".indexOf(verb.letter) < 0) {
        throw new TemplateException(
            value.index(), "printf: a precision belongs to the verbs s and f");
      }
      return switch (verb.letter) {
        case 'v' -> verb.checked(value.type().isPrintable());
        case 's' -> verb.checked(value.is(STRING));
        case 'q' -> verb.checked(value.is(STRING));
        case 'd', 'b', 'o', 'c' -> verb.checked(value.is(INT));
        case 'x', 'X' -> verb.checked(value.is(INT) || value.is(STRING));
        case 't' -> verb.checked(value.is(BOOL));
        case 'f' -> verb.checked(value.is(FLOAT));
        default ->
            throw new TemplateException(value.index(), "printf: unknown verb %" + verb.letter);
      };
    }

    private Verb checked(boolean fits) throws TemplateException {
      if (!fits) {
        throw new TemplateException(
            value.index(), "printf: %%%s does not print %s".formatted(letter, value.type()));
      }
      return this;
    }

    String text(Frame frame) throws RenderException {
      Object object = value.value(frame);
      String text = object instanceof Long number ? digits(number) : text(object);
      int missing = width - text.codePointCount(0, text.length());
      if (missing <= 0) {
        return text;
      }
      if (has('-')) {
        return text + " ".repeat(missing);
      }
      if (!has('0')) {
        return " ".repeat(missing) + text;
      }
      int sign = object instanceof Number && "+- ".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
      return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
    }

    private String text(Object value) {
      return switch (letter) {
        case 's' -> cut((String) value);
        case 'q' -> GoString.quote((String) value);
        case 'x' -> HexFormat.of().formatHex(utf8(value));
        case 'X' -> HexFormat.of().withUpperCase().formatHex(utf8(value));
        case 'f' -> signed(decimal((Double) value));
        default -> Values.text(value);
      };
    }

    private String cut(String text) {
      return precision == NONE
          ? text
          : text.codePoints()
              .limit(precision)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
    }

    private static byte[] utf8(Object value) {
      return ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    private String decimal(double value) {
      return Double.isFinite(value)
          ? new BigDecimal(value)
              .setScale(precision == NONE ? 6 : precision, RoundingMode.HALF_EVEN)
              .toPlainString()
          : Values.text(value);
    }

    private String digits(long number) {
      return switch (letter) {
        case 'c' ->
            Character.isValidCodePoint((int) number) ? Character.toString((int) number) : "\ufffd";
        case 'b' -> signed(prefixed(number, "0b", 2));
        case 'o' -> signed(prefixed(number, "0", 8));
        case 'x' -> signed(prefixed(number, "0x", 16));
        case 'X' -> signed(prefixed(number, "0x", 16)).toUpperCase(Locale.ROOT);
        default -> signed(Long.toString(number));
      };
    }

    private String prefixed(long number, String prefix, int radix) {
      String digits = Long.toString(number, radix);
      if (!has('#')) {
        return digits;
      }
      return number < 0 ? "-" + prefix + digits.substring(1) : prefix + digits;
    }

    private String signed(String number) {
      if (number.startsWith("-")) {
        return number;
      }
      return (has('+') ? "+" : has(' ') ? " " : "") + number;
    }

    private boolean has(char flag) {
      return flags.indexOf(flag) >= 0;
    }
  }

  static Typed call(int index, List<Typed> arguments) throws TemplateException {
    Typed first = arguments.getFirst();
    if (!(first.constant() instanceof String format)) {
      throw new TemplateException(first.index(), "printf: expected a format in quotes");
    }
    List<String> literals = new ArrayList<>();
    List<Verb> verbs = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    Matcher found = VERB.matcher(format);
    int end = 0;
    while (found.find()) {
      literal.append(format, end, found.start());
      end = found.end();
      if (found.group().equals("%%")) {
        literal.append('%');
        continue;
      }
      if (found.group(4).isEmpty() || verbs.size() + 1 == arguments.size()) {
        throw new TemplateException(
            first.index(), "printf: expected a verb and its argument for '" + found.group() + "'");
      }
      literals.add(literal.toString());
      literal.setLength(0);
      verbs.add(Verb.of(found, arguments.get(verbs.size() + 1)));
    }
    if (verbs.size() + 1 < arguments.size()) {
      throw new TemplateException(
          arguments.get(verbs.size() + 1).index(), "printf: the format has no verb for this");
    }
    String last = literal.append(format, end, format.length()).toString();
    return Typed.of(
        STRING,
        index,
        frame -> {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < verbs.size(); i++) {
            text.append(literals.get(i)).append(verbs.get(i).text(frame));
          }
          return text.append(last).toString();
        });
  }
}

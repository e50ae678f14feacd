// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads label selectors: {@code k}, {@code !k}, {@code k=v}, {@code k==v}, {@code k!=v}, {@code k
 * in (a,b)}, {@code k notin (a,b)}, {@code k>1}, {@code k<1} with commas between, which mean and.
 *
 * <p><i>Used at set-up only.</i>
 */
final class LabelSelectorParser {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private final String text;
  private int position;

  LabelSelectorParser(String text) {
    this.text = text;
  }

  LabelSelector selector() {
    List<Requirement> requirements = new ArrayList<>();
    if (!peek().isEmpty()) {
      do {
        requirements.add(requirement());
      } while (skip(","));
    }
    if (!peek().isEmpty()) {
      throw expected("','");
    }
    return new LabelSelector(requirements);
  }

  private Requirement requirement() {
    if (skip("!")) {
      return new Requirement.Missing(key());
    }
    String key = key();
    return switch (peek()) {
      case "", "," -> new Requirement.Exists(key);
      case "=", "==" -> new Requirement.In(key, Set.of(behindOperator().value()));
      case "!=" -> new Requirement.NotIn(key, Set.of(behindOperator().value()));
      case "in" -> new Requirement.In(key, behindOperator().values());
      case "notin" -> new Requirement.NotIn(key, behindOperator().values());
      case ">", "gt" -> new Requirement.Greater(key, behindOperator().number());
      case "<", "lt" -> new Requirement.Less(key, behindOperator().number());
      default -> throw expected("an operator");
    };
  }

  private LabelSelectorParser behindOperator() {
    next();
    return this;
  }

  private String key() {
    String key = peek();
    int slash = key.indexOf('/');
    if (!NAME.matcher(key.substring(slash + 1)).matches()
        || (slash >= 0 && !isPrefix(key.substring(0, slash)))) {
      throw expected("a label's key");
    }
    return next();
  }

  private static boolean isPrefix(String text) {
    return text.length() <= 253 && PREFIX.matcher(text).matches();
  }

  private String value() {
    String value = peek();
    if (value.isEmpty() || value.equals(",") || value.equals(")")) {
      return ""; // k= asks for the empty value
    }
    if (!NAME.matcher(value).matches()) {
      throw expected("a label's value");
    }
    return next();
  }

  private Set<String> values() {
    if (!skip("(")) {
      throw expected("'('");
    }
    Set<String> values = new HashSet<>();
    do {
      values.add(value());
    } while (skip(","));
    if (!skip(")")) {
      throw expected("')'");
    }
    return values;
  }

  private long number() {
    try {
      long number = Long.parseLong(peek());
      next();
      return number;
    } catch (NumberFormatException e) {
      throw expected("a number");
    }
  }

  private boolean skip(String wanted) {
    if (peek().equals(wanted)) {
      next();
      return true;
    }
    return false;
  }

  private String peek() {
    int before = position;
    String token = next();
    position = before;
    return token;
  }

  /** The next word or symbol; empty at the end. */
  private String next() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    int start = position;
    if (start == text.length()) {
      return "";
    }
    char first = text.charAt(position++);
    if (first == '=' || first == '!') {
      if (position < text.length() && text.charAt(position) == '=') {
        position++;
      }
    } else if (!isSymbol(first)) {
      while (position < text.length() && isPartOfWord(text.charAt(position))) {
        position++;
      }
    }
    return text.substring(start, position);
  }

  private static boolean isPartOfWord(char c) {
    return !isSymbol(c) && !Character.isWhitespace(c);
  }

  private static boolean isSymbol(char c) {
    return "=!<>(),".indexOf(c) >= 0;
  }

  private IllegalArgumentException expected(String what) {
    String found = peek();
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no label selector: expected "
            + what
            + ", found "
            + (found.isEmpty() ? "the end" : "'" + found + "'"));
  }
}

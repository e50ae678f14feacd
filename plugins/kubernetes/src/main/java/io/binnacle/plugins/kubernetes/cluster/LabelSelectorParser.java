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
    if (token().isEmpty()) {
      return LabelSelector.ALL;
    }
    position = 0;
    do {
      requirements.add(requirement());
    } while (skip(","));
    if (!token().isEmpty()) {
      throw expected("','");
    }
    return new LabelSelector(requirements);
  }

  private Requirement requirement() {
    if (skip("!")) {
      return new Requirement.Missing(key());
    }
    String key = key();
    int before = position;
    String operator = token();
    return switch (operator) {
      case "", "," -> {
        position = before;
        yield new Requirement.Exists(key);
      }
      case "=", "==" -> new Requirement.In(key, Set.of(value()));
      case "!=" -> new Requirement.NotIn(key, Set.of(value()));
      case "in" -> new Requirement.In(key, values());
      case "notin" -> new Requirement.NotIn(key, values());
      case ">", "gt" -> new Requirement.Greater(key, number());
      case "<", "lt" -> new Requirement.Less(key, number());
      default -> {
        position = before;
        throw expected("an operator");
      }
    };
  }

  private String key() {
    int before = position;
    String key = token();
    int slash = key.indexOf('/');
    String prefix = slash < 0 ? "" : key.substring(0, slash);
    if (!NAME.matcher(key.substring(slash + 1)).matches()
        || (slash >= 0 && (prefix.length() > 253 || !PREFIX.matcher(prefix).matches()))) {
      position = before;
      throw expected("a label's key");
    }
    return key;
  }

  private String value() {
    int before = position;
    String value = token();
    if (value.isEmpty() || ",)".contains(value)) { // k= asks for the empty value
      position = before;
      return "";
    }
    if (!NAME.matcher(value).matches()) {
      position = before;
      throw expected("a label's value");
    }
    return value;
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
    int before = position;
    try {
      return Long.parseLong(token());
    } catch (NumberFormatException e) {
      position = before;
      throw expected("a number");
    }
  }

  private boolean skip(String wanted) {
    int before = position;
    if (token().equals(wanted)) {
      return true;
    }
    position = before;
    return false;
  }

  /** The next word or symbol; empty at the end. */
  private String token() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    int start = position;
    if (start == text.length()) {
      return "";
    }
    position++;
    char first = text.charAt(start);
    if ((first == '=' || first == '!')
        && position < text.length()
        && text.charAt(position) == '=') {
      position++;
    } else if (!isSymbol(first)) {
      while (position < text.length()
          && !isSymbol(text.charAt(position))
          && !Character.isWhitespace(text.charAt(position))) {
        position++;
      }
    }
    return text.substring(start, position);
  }

  private static boolean isSymbol(char c) {
    return "=!<>(),".indexOf(c) >= 0;
  }

  private IllegalArgumentException expected(String what) {
    String found = token();
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no label selector: expected "
            + what
            + ", found "
            + (found.isEmpty() ? "the end" : "'" + found + "'"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.binnacle.corefile.CorefileException;
import io.binnacle.dns.NameText;
import io.binnacle.dns.WireName;
import io.binnacle.plugins.regex.RegularExpression;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which names a rule is about. Names are texts in lower case with a dot at their end.
 *
 * <p><i>Immutable.</i>
 */
sealed interface NameMatch {
  /** The word for a name as a whole; the default. */
  String EXACT = "exact";

  /** The word for the end of a name. */
  String SUFFIX = "suffix";

  /** The word for a regular expression. */
  String REGEX = "regex";

  /** The words for the ways to match. */
  List<String> KINDS = List.of(EXACT, "prefix", SUFFIX, "substring", REGEX);

  /** What messages call the words. */
  String NAME = "a domain name";

  /** See {@link #NAME}. */
  String PART = "a part of a domain name";

  /** The name with what is matched replaced, or null if it does not match. */
  @Nullable String replace(String name, Template replacement);

  /** Whether the rule is about this name. */
  default boolean matches(String name) {
    return replace(name, Template.NOTHING) != null;
  }

  /** A name as a whole. */
  record Exact(String name) implements NameMatch {
    @Override
    public @Nullable String replace(String other, Template replacement) {
      return other.equals(name) ? replacement.text() : null;
    }
  }

  /** How a name begins. */
  record Prefix(String text) implements NameMatch {
    @Override
    public @Nullable String replace(String name, Template replacement) {
      return name.startsWith(text) ? replacement.text() + name.substring(text.length()) : null;
    }
  }

  /** How a name ends. */
  record Suffix(String text) implements NameMatch {
    @Override
    public @Nullable String replace(String name, Template replacement) {
      return name.endsWith(text)
          ? name.substring(0, name.length() - text.length()) + replacement.text()
          : null;
    }

    /** What changes the names back that {@code replacement} has changed. */
    Renaming reverse(Template replacement) {
      return new Renaming(new Suffix(replacement.text()), Template.of(text));
    }
  }

  /** What is somewhere in a name, perhaps more than once. */
  record Substring(String text) implements NameMatch {
    @Override
    public @Nullable String replace(String name, Template replacement) {
      return name.contains(text) ? name.replace(text, replacement.text()) : null;
    }
  }

  /** What can be found in a name; it is the name as a whole that is replaced. */
  record Regex(Pattern pattern) implements NameMatch {
    @Override
    public @Nullable String replace(String name, Template replacement) {
      Matcher match = pattern.matcher(name);
      return match.find() ? replacement.fill(match) : null;
    }
  }

  /** Reads {@code [MATCH] FROM}. */
  static NameMatch parse(boolean hasKind, Words words) throws CorefileException {
    return parse(hasKind ? words.keyword(KINDS) : EXACT, true, words);
  }

  /**
   * Reads FROM.
   *
   * @param kind one of {@link #KINDS}
   * @param isDotted whether a part of a name gets a dot at its end, so that it ends a label
   */
  static NameMatch parse(String kind, boolean isDotted, Words words) throws CorefileException {
    return switch (kind) {
      case EXACT -> new Exact(words.value(NAME, NameMatch::whole));
      case "prefix" -> new Prefix(words.value(PART, text -> part(text, isDotted)));
      case SUFFIX -> new Suffix(words.value(PART, text -> part(text, isDotted)));
      case "substring" -> new Substring(words.value(PART, text -> part(text, isDotted)));
      default -> new Regex(words.value("a regular expression", RegularExpression::compile));
    };
  }

  /** Reads TO, which comes in the place of what this matches. */
  default Template parseReplacement(boolean isDotted, Words words) throws CorefileException {
    return switch (this) {
      case Exact _ -> Template.of(words.value(NAME, NameMatch::whole));
      case Prefix _, Suffix _, Substring _ ->
          Template.of(words.value(PART, text -> part(text, isDotted)));
      case Regex(Pattern pattern) -> {
        int groups = pattern.groupCount();
        yield words.value(
            "a name with groups up to {" + groups + "}",
            text -> Template.parse(part(text, false), groups));
      }
    };
  }

  /**
   * A name in lower case with a dot at its end.
   *
   * @throws IllegalArgumentException if it is none
   */
  private static String whole(String text) {
    return NameText.of(WireName.name(text));
  }

  private static String part(String text, boolean isDotted) {
    String part = text.toLowerCase(Locale.ROOT);
    return isDotted && !part.endsWith(".") ? part + "." : part;
  }
}

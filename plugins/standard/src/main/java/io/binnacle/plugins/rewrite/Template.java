// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A text with places for the groups of a regular expression: {@code {1}.service.{2}}.
 *
 * <p><i>Immutable.</i>
 *
 * @param texts what stands before, between and behind the places
 * @param groups the groups that belong there; one less than there are texts
 */
record Template(List<String> texts, List<Integer> groups) {
  /** No text at all. */
  static final Template NOTHING = of("");

  private static final Pattern PLACE = Pattern.compile("\\{(\\d{1,3})}");

  Template {
    texts = List.copyOf(texts);
    groups = List.copyOf(groups);
  }

  /** A text without places. */
  static Template of(String text) {
    return new Template(List.of(text), List.of());
  }

  /**
   * Reads a template.
   *
   * @param count how many groups there are, beside the whole match, which is group 0
   * @throws IllegalArgumentException if there is a place for another group
   */
  static Template parse(String text, int count) {
    List<String> texts = new ArrayList<>();
    List<Integer> groups = new ArrayList<>();
    int end = 0;
    for (MatchResult place : PLACE.matcher(text).results().toList()) {
      int group = Integer.parseInt(place.group(1));
      if (group > count) {
        throw new IllegalArgumentException("there is no group " + group);
      }
      texts.add(text.substring(end, place.start()));
      groups.add(group);
      end = place.end();
    }
    texts.add(text.substring(end));
    return new Template(texts, groups);
  }

  /** The text of a template without places. */
  String text() {
    return texts.getFirst();
  }

  /** The text for this match. Groups that took no part in it are empty. */
  String fill(Matcher match) {
    StringBuilder filled = new StringBuilder(texts.getFirst());
    for (int i = 0; i < groups.size(); i++) {
      String group = match.group(groups.get(i));
      filled.append(group == null ? "" : group).append(texts.get(i + 1));
    }
    return filled.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import io.binnacle.plugin.Query;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * {@code name [MATCH] FROM TO [ANSWER...]}: asks for another name.
 *
 * <p><i>Immutable.</i>
 *
 * @param isAuto whether names in the response are changed back wherever they are
 * @param answers what else is renamed in responses; like the rules, from the last to the first
 */
record NameRule(Renaming renaming, boolean isAuto, List<AnswerRule> answers)
    implements RewriteRule {
  private static final String ANSWER = "answer";
  private static final String AUTO = "auto";
  private static final String NAME = "name";
  private static final List<String> ANSWERS = List.of(AUTO, NAME, "value");

  NameRule {
    answers = List.copyOf(answers);
  }

  static NameRule parse(Words words) throws CorefileException {
    String kind = words.left() > 2 ? words.keyword(NameMatch.KINDS) : NameMatch.EXACT;
    Renaming renaming = Renaming.parse(kind, true, words);
    List<AnswerRule> answers = new ArrayList<>();
    boolean hasAuto = false;
    boolean hasNames = false;
    while (words.left() > 0) {
      boolean isFirst = answers.isEmpty() && !hasAuto;
      if (!words.skip(ANSWER) && isFirst) {
        words.keyword(List.of(ANSWER)); // behind the first, the word may be left out
      }
      String part = words.keyword(ANSWERS);
      if (part.equals(AUTO) || (part.equals(NAME) && words.skip(AUTO))) {
        hasAuto = true;
      } else {
        hasNames |= part.equals(NAME);
        answers.add(
            new AnswerRule(!part.equals(NAME), Renaming.parse(NameMatch.REGEX, true, words)));
      }
      if (hasAuto && hasNames) {
        throw words.error("'auto' stands for all 'name' rules, and goes with none");
      }
    }
    return new NameRule(renaming, hasAuto || kind.equals(NameMatch.EXACT), answers);
  }

  @Override
  public boolean apply(Draft draft) throws TextParseException {
    Name renamed = renaming.apply(draft.name());
    if (renamed == null) {
      return false;
    }
    Query query = draft.query();
    draft.become(query.withName(renamed));
    draft.onResponse(new NamesBack(this, query.name(), renamed));
    return true;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * Gives the answer to a query for another name the name that was asked: resolvers do not take an
 * answer that speaks of something else.
 *
 * <p><i>Immutable.</i>
 *
 * @param asked the name before the rule
 * @param renamed the name that the rule has made of it
 */
record NamesBack(NameRule rule, Name asked, Name renamed) implements ResponseRewrite {
  private static final int AD = 0x0020;

  @Override
  public Response rewrite(Query query, Response response) {
    return Records.edit(response, query.question(), this::edit)
        .withFlags(0, AD); // nobody has signed what it says now
  }

  private Record edit(Record record, int section) {
    Record edited = record;
    for (AnswerRule answer : rule.answers().reversed()) {
      edited = answer.apply(edited);
    }
    if (rule.isAuto()) {
      UnaryOperator<Name> back =
          rule.renaming().from() instanceof NameMatch.Suffix suffix
              ? suffix.reverse(rule.renaming().to())::apply
              : this::back;
      return Records.withTarget(Records.withOwner(edited, back), back);
    }
    return section == Section.ADDITIONAL ? edited : Records.withOwner(edited, this::askedAgain);
  }

  /** The name that was asked in the place of the other one. */
  private Name askedAgain(Name name) {
    return name.equals(renamed) ? asked : name;
  }

  /** The same for names below it. */
  private Name back(Name name) {
    if (name.equals(renamed) || renamed.equals(Name.root) || !name.subdomain(renamed)) {
      return askedAgain(name);
    }
    try {
      return Name.concatenate(name.relativize(renamed), asked);
    } catch (NameTooLongException _) {
      return name;
    }
  }
}

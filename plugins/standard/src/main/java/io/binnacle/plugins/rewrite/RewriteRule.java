// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import io.binnacle.plugin.Chain;
import java.util.List;
import org.xbill.DNS.TextParseException;

/**
 * What one {@code rewrite} says.
 *
 * <p><i>Immutable.</i>
 */
sealed interface RewriteRule
    permits NameRule, TypeRule, ClassRule, EdnsRule, ResponseRule, CnameRule {
  /** The words that rules begin with. */
  List<String> KINDS = List.of("name", "type", "class", "edns0", "ttl", "rcode", "cname");

  /**
   * Applies this rule to a query; whether it fired.
   *
   * @throws TextParseException if what it makes of the name is no name
   */
  boolean apply(Draft draft) throws TextParseException;

  /**
   * Reads a rule.
   *
   * @param server where rules may ask for other names
   */
  static RewriteRule parse(Words words, Chain server) throws CorefileException {
    return switch (words.keyword(KINDS)) {
      case "name" -> NameRule.parse(words);
      case "type" -> TypeRule.parse(words);
      case "class" -> ClassRule.parse(words);
      case "edns0" -> EdnsRule.parse(words);
      case "ttl" -> TtlRule.parse(words);
      case "rcode" -> RcodeRule.parse(words);
      default -> CnameRule.parse(words, server);
    };
  }
}

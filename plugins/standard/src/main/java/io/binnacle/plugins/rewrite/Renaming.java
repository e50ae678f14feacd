// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import io.binnacle.dns.NameText;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * FROM and TO of a rule.
 *
 * <p><i>Immutable.</i>
 */
record Renaming(NameMatch from, Template to) {
  /** Reads {@code FROM TO}; parameters as in {@link NameMatch#parse}. */
  static Renaming parse(String kind, boolean isDotted, Words words) throws CorefileException {
    NameMatch from = NameMatch.parse(kind, isDotted, words);
    return new Renaming(from, from.parseReplacement(isDotted, words));
  }

  /**
   * The name that comes in the place of this one, a text in lower case; null if it stays.
   *
   * @throws TextParseException if that is no name
   */
  @Nullable Name apply(String name) throws TextParseException {
    String renamed = from.replace(name, to);
    return renamed == null ? null : Name.fromString(renamed, Name.root);
  }

  /** The name that comes in the place of this one; itself if what would come is no name. */
  Name apply(Name name) {
    try {
      Name renamed = apply(NameText.of(name));
      return renamed == null ? name : renamed;
    } catch (TextParseException _) {
      return name;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import java.util.List;
import org.xbill.DNS.Name;

/**
 * Knows what clients append to a name that they were given only the beginning of. A handler's face,
 * for the {@code autopath} plugin.
 *
 * <p><i>Safe for use by many threads.</i> Does not block.
 */
@FunctionalInterface
public interface AutoPath {
  /**
   * The domains that this query's client appends, one after the other, until the name is found; the
   * root stands for the name as it was given. Empty where it is not certain who asks.
   */
  List<Name> searchPath(Query query);

  /** The option that it would need to know any client, as the Corefile has it; or empty. */
  default String missingOption() {
    return "";
  }
}

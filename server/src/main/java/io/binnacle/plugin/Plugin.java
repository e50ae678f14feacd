// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;

/**
 * A word of the Corefile: reads its directive and adds what it stands for to a server block.
 *
 * <p>Has a public constructor without parameters, which {@code plugin.cfg} names. There is one
 * instance for each server block that has the word.
 *
 * <p><i>Used at set-up only.</i>
 */
public interface Plugin {
  /**
   * Sets the plugin up in one server block. Opens nothing.
   *
   * @param directive the first directive of this name in the block; {@link Directive#occurrences()}
   *     has them all
   * @throws CorefileException if the directive says something that this plugin does not understand
   */
  void setup(Directive directive, Setup block) throws CorefileException;

  /** Whether the word may stand more than once in a server block. */
  default boolean isRepeatable() {
    return false;
  }
}

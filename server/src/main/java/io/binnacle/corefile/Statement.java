// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.util.List;

/**
 * A line of a Corefile with its brace block, as it is written: imports done, environment variables
 * replaced. {@link Directive} gives it a meaning.
 *
 * <p><i>Immutable.</i>
 *
 * @param end where the line ends: just behind its last word, before a brace
 * @param hasBlock whether there are braces, be they empty
 * @param block the statements between them
 */
record Statement(
    Token name, List<Token> arguments, Position end, boolean hasBlock, List<Statement> block) {
  Statement {
    arguments = List.copyOf(arguments);
    block = List.copyOf(block);
  }
}

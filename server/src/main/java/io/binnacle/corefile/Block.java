// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.util.List;

/**
 * A server block: the zones that it serves, and its directives.
 *
 * <p><i>Immutable.</i>
 */
public final class Block {
  private final List<ServerKey> keys;
  private final List<Directive> directives;

  Block(List<ServerKey> keys, List<Statement> statements) {
    this.keys = List.copyOf(keys);
    this.directives = Directive.all(statements, "");
  }

  /** What it serves, in the order of the file. */
  public List<ServerKey> keys() {
    return keys;
  }

  /** All directives, in the order of the file. */
  public List<Directive> directives() {
    return directives;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import java.security.SecureRandom;

/**
 * Message ids that nobody can foretell: bits of a cryptographic generator, drawn in bulk because a
 * draw costs as much as a hundred ids.
 *
 * <p><i>Confined to one event loop.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5452#section-9.2">RFC 5452, section 9.2</a>
 */
final class QueryIds {
  private final SecureRandom random;
  private final byte[] drawn = new byte[512];
  private int used = drawn.length;

  QueryIds(SecureRandom random) {
    this.random = random;
  }

  /** The next id, 0 to 65535. */
  int next() {
    if (used == drawn.length) {
      random.nextBytes(drawn);
      used = 0;
    }
    return ((drawn[used++] & 0xff) << 8) | (drawn[used++] & 0xff);
  }
}

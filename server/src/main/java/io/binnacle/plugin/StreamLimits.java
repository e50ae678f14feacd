// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import java.time.Duration;

/**
 * How long the clients of a listener may take on a connection, and how much they may ask.
 *
 * <p><i>Immutable.</i>
 *
 * @param read for a query to be complete, from its first byte, and for the first to come
 * @param write for a client to take some response
 * @param idle between queries; a client may ask again on the same connection
 * @param maxQueries on one connection, which is closed when they are answered
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766#section-6.2.3">RFC 7766, section 6.2.3</a>
 */
public record StreamLimits(Duration read, Duration write, Duration idle, int maxQueries) {
  /** As many queries as a client likes. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** The limits of listeners of which nothing is said. */
  public static final StreamLimits DEFAULT =
      new StreamLimits(
          Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(10), UNLIMITED);
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

/**
 * One station of a chain.
 *
 * <p><i>Safe for use by many threads</i>: shared by all event loops, hence immutable or safe. Never
 * blocks.
 */
@FunctionalInterface
public interface Handler {
  /** What to do with this query. A throw becomes SERVFAIL. */
  Outcome handle(Query query);
}

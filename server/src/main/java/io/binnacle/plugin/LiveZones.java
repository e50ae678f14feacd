// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import io.binnacle.corefile.Zones;

/**
 * Answers for zones from data of its own, always the newest, at no cost: there is nothing to gain
 * from holding what it says. A handler's face.
 *
 * @see Response#live
 */
@FunctionalInterface
public interface LiveZones {
  /** The zones of which no query goes past the handler, whether there is such a name or not. */
  Zones liveZones();
}

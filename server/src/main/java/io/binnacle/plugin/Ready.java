// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

/** Says whether what a plugin needs has arrived, for the {@code ready} plugin. A handler's face. */
public interface Ready {
  /** Whether queries can be answered as they should be. Called by any thread; does not block. */
  boolean isReady();
}

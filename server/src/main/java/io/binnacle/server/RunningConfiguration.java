// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.plugin.Reloader;

/**
 * What a configuration knows of itself.
 *
 * <p><i>Immutable.</i>
 */
record RunningConfiguration(String hash, Runnable check) implements Reloader {
  @Override
  public void reloadIfChanged() {
    check.run();
  }
}

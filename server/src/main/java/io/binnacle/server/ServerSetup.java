// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the blocks of one server have in common while they are set up.
 *
 * <p><i>Used at set-up only.</i>
 */
final class ServerSetup {
  private final Map<Class<?>, Object> shared = new HashMap<>();
  private boolean isDebug;

  <T> T shared(Class<T> type, Supplier<T> make) {
    return type.cast(shared.computeIfAbsent(type, absent -> make.get()));
  }

  void debug() {
    isDebug = true;
  }

  boolean isDebug() {
    return isDebug;
  }
}

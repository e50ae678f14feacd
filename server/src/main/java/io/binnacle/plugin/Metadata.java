// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one query beside what it says: notes that were taken on its way, and what others
 * know of it.
 *
 * <p><i>Safe for use by many threads</i>: a response may come, and be noted, on another thread than
 * the query's.
 */
final class Metadata {
  private final Query entered;
  private final Names names;
  private final Map<String, String> notes = new ConcurrentHashMap<>();

  Metadata(Query entered, Names names) {
    this.entered = entered;
    this.names = names;
  }

  @Nullable String value(String label) {
    String noted = notes.get(label);
    return noted == null ? names.value(entered, label) : noted;
  }

  void note(String label, String value) {
    notes.put(label, value);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

/**
 * The configuration that is set up, and the way to the next.
 *
 * <p><i>Safe for use by many threads.</i>
 */
public interface Reloader {
  /** The SHA-512 of what the Corefile says, in hexadecimal. */
  String hash();

  /**
   * Has the Corefile read again, and served if it says something else; what cannot be served is not
   * tried again until it changes. Returns at once; what goes wrong is logged and counted.
   */
  void reloadIfChanged();
}

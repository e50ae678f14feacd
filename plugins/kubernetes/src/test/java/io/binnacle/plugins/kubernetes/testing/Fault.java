// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.testing;

/**
 * What a request gets instead of its response.
 *
 * <p><i>Immutable.</i>
 */
public sealed interface Fault {
  /**
   * A refusal.
   *
   * @param reason as the API server's Status objects have it, such as {@code Forbidden}
   */
  record Refusal(int code, String reason, String message) implements Fault {}

  /** Nothing at all, until the fault is mended. */
  record Silence() implements Fault {}

  /** The connection is closed. */
  record Cut() implements Fault {}

  /** Something that is no API server's response. */
  record Garbage(int code, String body) implements Fault {}
}

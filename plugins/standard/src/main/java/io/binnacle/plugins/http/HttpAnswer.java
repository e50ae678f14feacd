// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.http;

/**
 * A status and a text.
 *
 * <p><i>Immutable.</i>
 */
public record HttpAnswer(int status, String body) {
  /** All is well. */
  public static final HttpAnswer OK = new HttpAnswer(200, "OK");

  static final HttpAnswer NOT_FOUND = new HttpAnswer(404, "404 page not found\n");

  /** Not now. */
  public static HttpAnswer unavailable(String why) {
    return new HttpAnswer(503, why);
  }
}

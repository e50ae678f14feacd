// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.http;

/**
 * A status and a text.
 *
 * <p><i>Immutable.</i>
 *
 * @param type its media type
 */
public record HttpAnswer(int status, String type, String body) {
  private static final String PLAIN = "text/plain; charset=utf-8";

  /** All is well. */
  public static final HttpAnswer OK = new HttpAnswer(200, "OK");

  static final HttpAnswer NOT_FOUND = new HttpAnswer(404, "404 page not found\n");

  static final HttpAnswer FAULT =
      new HttpAnswer(500, "a fault of the program; the log says more\n");

  HttpAnswer(int status, String body) {
    this(status, PLAIN, body);
  }

  /** A text of this media type. */
  public static HttpAnswer of(String type, String body) {
    return new HttpAnswer(200, type, body);
  }

  /** Not now. */
  public static HttpAnswer unavailable(String why) {
    return new HttpAnswer(503, why);
  }
}

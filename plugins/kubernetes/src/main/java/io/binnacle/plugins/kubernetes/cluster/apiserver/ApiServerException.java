// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.FieldReader;
import io.binnacle.plugins.kubernetes.cluster.Value;
import java.io.IOException;
import java.time.Duration;

/** The API server says no. */
final class ApiServerException extends IOException {
  private static final long serialVersionUID = 1;
  private static final FieldReader READ = new FieldReader((what, found) -> {});

  private final int code;
  private final transient Duration retryAfter;

  private ApiServerException(int code, String message, Duration retryAfter) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /**
   * What a Status object says.
   *
   * @param code the status of the HTTP response
   * @param retryAfter how long the server wants to be left alone
   */
  static ApiServerException of(int code, Value status, Duration retryAfter) {
    String reason = READ.text(status.get("reason"));
    String message = READ.text(status.get("message"));
    return new ApiServerException(
        code,
        code + (reason.isEmpty() ? "" : " " + reason) + (message.isEmpty() ? "" : ": " + message),
        retryAfter);
  }

  /** What an ERROR event of a watch says. */
  static ApiServerException of(Value status) {
    int code = status.get("code") instanceof Value.Literal literal ? parse(literal.text()) : 500;
    return of(code, status, Duration.ZERO);
  }

  private static int parse(String number) {
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      return 500;
    }
  }

  /** Whether what was asked for has been forgotten: only a new list helps. */
  boolean isGone() {
    return code == 410;
  }

  /** Whether the server does not know who asks. */
  boolean isUnauthorized() {
    return code == 401;
  }

  /** Whether the server does not understand the request, as an older one may not. */
  boolean isNotUnderstood() {
    return code == 400 || code == 422;
  }

  /** How long the server wants to be left alone. */
  Duration retryAfter() {
    return retryAfter;
  }
}

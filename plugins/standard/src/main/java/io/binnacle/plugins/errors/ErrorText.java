// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.errors;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What is thrown, in words. */
final class ErrorText {
  private static final int LONGEST = 1000;

  private ErrorText() {}

  /** What was thrown first, without the wrappings of threads. */
  static Throwable unwrap(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return switch (thrown) {
      case CompletionException _, ExecutionException _, UncheckedIOException _ when cause != null ->
          unwrap(cause);
      default -> thrown;
    };
  }

  /** Whether nobody meant to throw this. */
  static boolean isBug(Throwable thrown) {
    return thrown instanceof RuntimeException || thrown instanceof Error;
  }

  /** The message; with the name of its class where it says little alone. */
  static String of(Throwable thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return name;
    }
    String text = isBug(thrown) ? name + ": " + message : message;
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}

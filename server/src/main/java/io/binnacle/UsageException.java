// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

/** A command line that means nothing; the message is one line. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}

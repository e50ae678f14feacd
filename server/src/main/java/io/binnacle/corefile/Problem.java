// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

/**
 * Something wrong in a Corefile, and where.
 *
 * <p><i>Immutable.</i>
 *
 * @param message one sentence: lower case, no full stop, what was found in single quotes
 */
public record Problem(Position position, String message) {
  /** {@code Corefile:12:9: cache: success: expected a capacity, found 'lots'}. */
  @Override
  public String toString() {
    return position + ": " + message;
  }
}

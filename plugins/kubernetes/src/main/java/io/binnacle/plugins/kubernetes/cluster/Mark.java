// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/**
 * A place in a text.
 *
 * <p><i>Immutable.</i>
 *
 * @param line from 1
 * @param column from 1
 */
public record Mark(int line, int column) {
  /** No place that could be told. */
  public static final Mark NONE = new Mark(0, 0);
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

/** The client gets no response at all. */
public enum Drop implements Outcome {
  /** The only one. */
  DROP
}

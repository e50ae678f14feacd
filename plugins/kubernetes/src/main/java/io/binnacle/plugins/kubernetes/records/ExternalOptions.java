// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import java.util.Locale;

/**
 * How answers in zones with external addresses are made.
 *
 * <p><i>Immutable.</i>
 *
 * @param ttlSeconds time to live of all records
 * @param apex the label that the zone's own name server lies under
 * @param hasEndpoints whether headless services and endpoints have names
 */
public record ExternalOptions(int ttlSeconds, String apex, boolean hasEndpoints) {
  private static final String SERVER = "ns1";

  public ExternalOptions {
    apex = label(apex);
  }

  /**
   * A label, in lower case.
   *
   * @throws IllegalArgumentException if it cannot be one
   */
  public static String label(String text) {
    if (!LabelRun.isLabel(text)) {
      throw new IllegalArgumentException("not a label: " + text);
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** The labels of the zone's name server. */
  String server() {
    return SERVER + "." + apex;
  }
}

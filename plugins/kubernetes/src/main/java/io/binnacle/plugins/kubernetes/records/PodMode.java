// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import java.util.Locale;

/** Which names of the form {@code 192-0-2-1.namespace.pod.zone} exist. */
public enum PodMode {
  /** None. */
  DISABLED,
  /** Those of all addresses, whether or not a pod has them. */
  INSECURE,
  /** Those of the addresses that a pod of the namespace has. */
  VERIFIED;

  /** As the Corefile writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

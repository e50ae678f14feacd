// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.Question;

/** What names of some zones mean. */
public interface ZoneNames {
  /** What there is to say about a question whose name is in this zone. */
  Finding find(ServedZone zone, Question question);
}

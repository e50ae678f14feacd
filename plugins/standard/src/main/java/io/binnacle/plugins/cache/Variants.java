// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.plugin.Query;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;

/**
 * What is held for one question: a response for each combination of DO and CD. What was not checked
 * is never told to those who rely on checks (CVE-2024-0874).
 *
 * <p><i>Immutable.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4035#section-4.7">RFC 4035, section 4.7</a>
 */
final class Variants {
  private static final int DNSSEC_OK = 1;
  private static final int CHECKING_DISABLED = 2;
  private static final Variants NONE = new Variants(new Held[4]);

  private final @Nullable Held[] held;

  private Variants(@Nullable Held[] held) {
    this.held = held;
  }

  /** Which of the responses is for this query. */
  static int of(Query query) {
    return (query.isDnssecOk() ? DNSSEC_OK : 0) | (query.hasFlag(Flags.CD) ? CHECKING_DISABLED : 0);
  }

  @Nullable Held get(int variant) {
    return held[variant];
  }

  /** These variants with another; null if none is left. */
  static @Nullable Variants with(@Nullable Variants before, int variant, @Nullable Held other) {
    @Nullable Held[] changed = (before == null ? NONE : before).held.clone();
    changed[variant] = other;
    for (Held each : changed) {
      if (each != null) {
        return new Variants(changed);
      }
    }
    return null;
  }

  /** How many bytes they take, about. */
  int weight() {
    int sum = 0;
    for (Held each : held) {
      sum += each == null ? 0 : each.weight();
    }
    return sum;
  }
}

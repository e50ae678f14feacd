// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import io.binnacle.dns.ResponseKind;
import java.util.Locale;

/** Which queries to log, by what became of them. */
enum ResponseClass {
  /** There is an answer, or a referral to whoever has it. */
  SUCCESS,
  /** There is no such name, or no such record. */
  DENIAL,
  /** Everything else. */
  ERROR;

  /** Its name in the Corefile. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ResponseClass of(ResponseKind kind) {
    return switch (kind) {
      case ANSWER, REFERRAL -> SUCCESS;
      case NXDOMAIN, NODATA -> DENIAL;
      case SERVER_ERROR, META, OTHER_ERROR -> ERROR;
    };
  }
}

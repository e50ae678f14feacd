// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import io.binnacle.dns.ResponseKind;

/** Which queries to log, by what became of them. */
enum ResponseClass {
  /** There is an answer, or a referral to whoever has it. */
  SUCCESS,
  /** There is no such name, or no such record. */
  DENIAL,
  /** Everything else. */
  ERROR;

  static ResponseClass of(ResponseKind kind) {
    return switch (kind) {
      case ANSWER, REFERRAL -> SUCCESS;
      case NXDOMAIN, NODATA -> DENIAL;
      case SERVER_ERROR, META, OTHER_ERROR -> ERROR;
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import java.util.function.UnaryOperator;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * {@code answer name|value RE TO}: renames in responses.
 *
 * <p><i>Immutable.</i>
 *
 * @param isValue whether it is about names in the data of records, not about their owners
 */
record AnswerRule(boolean isValue, Renaming renaming) {
  Record apply(Record record) {
    UnaryOperator<Name> change = renaming::apply;
    return isValue ? Records.withTarget(record, change) : Records.withOwner(record, change);
  }
}

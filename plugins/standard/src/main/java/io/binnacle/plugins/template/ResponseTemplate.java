// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/**
 * What the response of a rule is made of.
 *
 * <p><i>Immutable.</i>
 */
final class ResponseTemplate {
  private final int rcode;
  private final List<RecordTemplate> records;
  private final @Nullable ExtendedError reason;
  private final @Nullable Response constant;

  /**
   * A response with these records; one that fails has none.
   *
   * @param reason why the response is what it is, or null
   */
  ResponseTemplate(int rcode, List<RecordTemplate> records, @Nullable ExtendedError reason) {
    this.rcode = rcode;
    this.records = rcode == Rcode.SERVFAIL ? List.of() : List.copyOf(records);
    this.reason = reason;
    constant = response();
  }

  private @Nullable Response response() {
    if (records.isEmpty()) {
      int flags = rcode == Rcode.SERVFAIL ? 0 : Draft.AUTHORITATIVE;
      Response empty = Response.error(rcode).withFlags(flags, 0).live();
      return reason == null ? empty : empty.withExtendedError(reason);
    }
    Draft draft = draft();
    for (RecordTemplate template : records) {
      Record record = template.constant();
      if (record == null || record instanceof CNAMERecord) { // an alias may have to be followed
        return null;
      }
      draft.add(template.section(), record);
    }
    return draft.response();
  }

  /** The response, if it is the same for all queries, or null. */
  @Nullable Response constant() {
    return constant;
  }

  /** A response without its records. */
  Draft draft() {
    return new Draft(rcode, reason);
  }

  List<RecordTemplate> records() {
    return records;
  }
}

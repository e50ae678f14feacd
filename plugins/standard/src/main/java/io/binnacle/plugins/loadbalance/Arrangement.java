// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Responses with their records in another order. */
final class Arrangement {
  private Arrangement() {}

  /**
   * The same response with the records of its answer and of its additional section arranged.
   *
   * @param arrange changes the order of the records of a section
   */
  static Response of(Query query, Response response, Consumer<List<Record>> arrange) {
    Message message = response.message(query.question());
    for (int section : new int[] {Section.ANSWER, Section.ADDITIONAL}) {
      List<Record> records = new ArrayList<>(message.getSection(section));
      arrange.accept(records);
      message.removeAllRecords(section);
      records.forEach(record -> message.addRecord(record, section));
    }
    Response arranged = MessageResponse.of(message);
    ExtendedError reason = response.extendedError();
    return reason == null ? arranged : arranged.withExtendedError(reason);
  }
}

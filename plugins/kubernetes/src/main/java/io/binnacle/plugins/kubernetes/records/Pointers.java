// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NOT_YET;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_DATA;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_NAME;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import java.util.Collection;
import java.util.List;
import org.xbill.DNS.Type;

/**
 * From the names of addresses, in reverse zones, to names in a zone of services.
 *
 * <p><i>Safe for use by many threads.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-3.5">RFC 1035, section 3.5</a>
 */
final class Pointers {
  private final RecordIndex index;
  private final Addresses addresses;
  private final AnswerCompiler compiler;
  private final byte[] home;

  /**
   * What is at addresses.
   *
   * <p><i>Safe for use by many threads.</i>
   */
  interface Addresses {
    /** Whether there is anything from the first address to the last. */
    boolean hasAny(IpAddress first, IpAddress last);

    /** The names at an address, without the zone; in an order that does not depend on events. */
    Collection<String> namesAt(IpAddress address);
  }

  /**
   * Pointers.
   *
   * @param home the zone that the names are in
   */
  Pointers(RecordIndex index, Addresses addresses, AnswerCompiler compiler, byte[] home) {
    this.index = index;
    this.addresses = addresses;
    this.compiler = compiler;
    this.home = home;
  }

  /** What there is to say about a name in a reverse zone. */
  Finding find(Question question) {
    ReverseName name = ReverseName.parse(question);
    if (name == null) {
      return NO_NAME;
    }
    if (!index.isSynced()) {
      return NOT_YET; // the names that are known may not be all
    }
    if (!name.isWhole()) {
      // RFC 8020: names exist where names lie below
      return addresses.hasAny(name.first(), name.last()) ? NO_DATA : NO_NAME;
    }
    List<byte[]> names =
        addresses.namesAt(name.first()).stream()
            .filter(each -> LabelRun.isName(each, home))
            .map(each -> LabelRun.name(each, home))
            .toList();
    if (names.isEmpty()) {
      return NO_NAME;
    }
    return question.type() == Type.PTR ? compiler.pointers(question, names) : NO_DATA;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import io.binnacle.corefile.Zones;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Has zones that it can tell all records of. A handler's face, for the {@code transfer} plugin.
 *
 * <p><i>Safe for use by many threads.</i> Does not block.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5936">RFC 5936</a>
 */
public interface Transfer {
  /** The zones that can be transferred: these names, and none below them. */
  Zones transferable();

  /**
   * The records of one of these zones, as they are now: each once, but for the SOA record, which is
   * the first and again the last. Most are made while the stream is read, which may take as long as
   * the client wants. Null while not all of them are known.
   *
   * @throws IllegalArgumentException if the zone is none of these
   */
  @Nullable Stream<Record> transfer(Name zone);
}

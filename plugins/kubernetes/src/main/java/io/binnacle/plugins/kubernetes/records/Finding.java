// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugin.WireResponse;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** What there is to say about a question. */
public sealed interface Finding {
  /**
   * The name owns records of the type asked.
   *
   * <p><i>Immutable.</i>
   */
  record Answer(WireResponse response) implements Finding {}

  /**
   * The name owns records of the type asked, which name hosts whose addresses others know.
   *
   * <p><i>Immutable.</i>
   *
   * @param response what is known here
   */
  record Partial(WireResponse response, List<Name> hosts) implements Finding {
    public Partial {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * The name stands for another one.
   *
   * <p><i>Immutable.</i>
   *
   * @param target the other name
   */
  record Alias(Name target) implements Finding {
    /** The alias of what is written in the cluster; no name at all if that is none. */
    static Finding of(String target) {
      try {
        // A CNAME leads to a name, never to an address
        return IpAddress.parse(target) == null
            ? new Alias(Name.fromString(target, Name.root))
            : Absence.NO_NAME;
      } catch (TextParseException _) {
        return Absence.NO_NAME;
      }
    }
  }

  /** There are no records. */
  enum Absence implements Finding {
    /** The name exists, but owns none of the type asked. */
    NO_DATA,
    /** The name does not exist, as far as is known. */
    NO_NAME,
    /** What has been heard of the cluster so far is not enough to tell. */
    NOT_YET
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.Problem;
import io.binnacle.corefile.ServerKey;
import java.util.List;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;

/**
 * Zones that are perhaps not meant: {@code 192.0.2.1:53}, which is a zone on a port and not an
 * address to listen at.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-2.3.1">RFC 1035, section 2.3.1</a>
 */
final class PreferredSyntax {
  private static final Pattern PREFERRED =
      Pattern.compile("([A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+");
  private static final List<Name> REVERSE =
      List.of(Name.fromConstantString("in-addr.arpa."), Name.fromConstantString("ip6.arpa."));

  private PreferredSyntax() {}

  /** A warning for each zone whose name is unusual. */
  static List<Problem> warnings(Corefile corefile) {
    return corefile.blocks().stream()
        .flatMap(block -> block.keys().stream())
        .filter(key -> !isUsual(key.zone()))
        .map(PreferredSyntax::warning)
        .toList();
  }

  private static boolean isUsual(Name zone) {
    return zone.equals(Name.root)
        || REVERSE.stream().anyMatch(zone::subdomain)
        || PREFERRED.matcher(zone.toString()).matches();
  }

  private static Problem warning(ServerKey key) {
    return new Problem(
        key.position(),
        "zone '" + key.zone() + "' does not follow the preferred syntax of RFC 1035");
  }
}

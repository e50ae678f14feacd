// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.bind;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What one {@code bind} says.
 *
 * <p><i>Immutable.</i>
 *
 * @param addresses to listen at, without those excepted; perhaps none
 */
record BindConfig(List<InetAddress> addresses) {
  BindConfig {
    addresses = List.copyOf(addresses);
  }

  static BindConfig parse(Directive bind, Interfaces interfaces) throws CorefileException {
    var options = bind.options();
    List<InetAddress> named = options.arguments(List.of(), it -> addresses(it, interfaces));
    List<InetAddress> left = new ArrayList<>(named);
    options.values("except", it -> addresses(it, interfaces)).forEach(left::removeAll);
    return options.done(new BindConfig(left));
  }

  private static List<InetAddress> addresses(Directive words, Interfaces interfaces)
      throws CorefileException {
    String what = "an IP address or the name of a network interface";
    return words.values(0, what, interfaces::addresses).stream().flatMap(List::stream).toList();
  }
}

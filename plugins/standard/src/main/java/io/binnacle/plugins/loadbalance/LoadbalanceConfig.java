// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugins.net.Subnet;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of {@code loadbalance}.
 *
 * <p><i>Immutable.</i>
 *
 * @param preferred the subnets whose addresses come first, the most preferred first; perhaps none
 */
record LoadbalanceConfig(List<Subnet> preferred) {
  private static final String ROUND_ROBIN = "round_robin";
  private static final String WEIGHTED = "weighted";

  LoadbalanceConfig {
    preferred = List.copyOf(preferred);
  }

  static LoadbalanceConfig parse(Directive loadbalance) throws CorefileException {
    var options = loadbalance.options();
    options.arguments("", LoadbalanceConfig::policy);
    List<Subnet> preferred = new ArrayList<>();
    options
        .values("prefer", prefer -> prefer.values(0, Subnet.EXPECTED, Subnet::parse))
        .forEach(preferred::addAll);
    return options.done(new LoadbalanceConfig(preferred));
  }

  private static String policy(Directive loadbalance) throws CorefileException {
    if (!loadbalance.has(0)) {
      return ROUND_ROBIN;
    }
    String policy = loadbalance.word(0, List.of(ROUND_ROBIN, WEIGHTED));
    if (policy.equals(WEIGHTED)) {
      throw loadbalance.error(
          loadbalance.arguments().getFirst().position(), "'weighted' is not in Binnacle yet");
    }
    loadbalance.atMost(1);
    return policy;
  }
}

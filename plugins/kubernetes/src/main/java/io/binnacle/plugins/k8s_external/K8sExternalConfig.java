// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.k8s_external;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Options;
import io.binnacle.corefile.Zones;
import io.binnacle.plugins.kubernetes.records.ExternalOptions;

/**
 * What the directive {@code k8s_external} says.
 *
 * <p><i>Immutable.</i>
 *
 * @param zones the zones served
 * @param external how answers are made
 * @param fallthrough where names that do not exist are left to the next plugin
 */
record K8sExternalConfig(Zones zones, ExternalOptions external, Zones fallthrough) {
  private static final int TTL = 5;
  private static final int LONGEST_TTL = 3600;
  private static final String APEX = "dns";

  /**
   * Reads the directive.
   *
   * @param blockZones the zones of the server block, which are served where none are given
   */
  static K8sExternalConfig parse(Directive directive, Zones blockZones) throws CorefileException {
    Options options = directive.options();
    K8sExternalConfig config =
        options.done(
            new K8sExternalConfig(
                options.arguments(blockZones, each -> each.zones(0, blockZones)),
                new ExternalOptions(
                    options.integer("ttl", TTL, 0, LONGEST_TTL),
                    options.value("apex", APEX, K8sExternalConfig::label),
                    options.flag("headless")),
                options.fallthrough()));
    if (config.zones.forward().names().isEmpty()) {
      throw directive.error("expected a zone that is not a reverse zone");
    }
    return config;
  }

  private static String label(Directive option) throws CorefileException {
    option.atMost(1);
    return option.value(0, "a label", ExternalOptions::label);
  }
}

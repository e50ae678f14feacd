// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugins.net.Subnet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code loadbalance}.
 *
 * <p><i>Immutable.</i>
 *
 * @param weights the file that the weights of addresses are in, or null for a random order
 * @param reload from one look at that file to the next; zero: never again
 * @param preferred the subnets whose addresses come first, the most preferred first; perhaps none
 */
record LoadbalanceConfig(@Nullable Path weights, Duration reload, List<Subnet> preferred) {
  private static final String ROUND_ROBIN = "round_robin";
  private static final String WEIGHTED = "weighted";
  private static final Duration RELOAD = Duration.ofSeconds(30);

  LoadbalanceConfig {
    preferred = List.copyOf(preferred);
  }

  /**
   * Reads the directive.
   *
   * @param paths makes paths of texts
   */
  static LoadbalanceConfig parse(Directive loadbalance, Function<String, Path> paths)
      throws CorefileException {
    boolean isWeighted =
        loadbalance.has(0) && loadbalance.arguments().getFirst().text().equals(WEIGHTED);
    var options = loadbalance.options();
    return options.done(
        new LoadbalanceConfig(
            options.<@Nullable Path>arguments(null, words -> weights(words, paths)),
            options.value("reload", RELOAD, reload -> reload(reload, isWeighted)),
            options.values("prefer", prefer -> preferred(prefer, isWeighted)).stream()
                .flatMap(List::stream)
                .toList()));
  }

  private static @Nullable Path weights(Directive loadbalance, Function<String, Path> paths)
      throws CorefileException {
    if (!loadbalance.has(0)) {
      return null;
    }
    boolean isWeighted = loadbalance.word(0, List.of(ROUND_ROBIN, WEIGHTED)).equals(WEIGHTED);
    loadbalance.atMost(isWeighted ? 2 : 1);
    return isWeighted ? loadbalance.value(1, "the path of a file of weights", paths) : null;
  }

  private static Duration reload(Directive reload, boolean isWeighted) throws CorefileException {
    if (!isWeighted) {
      throw reload.error("has no effect without 'weighted'");
    }
    reload.atMost(1);
    return reload.duration(0, "a duration");
  }

  private static List<Subnet> preferred(Directive prefer, boolean isWeighted)
      throws CorefileException {
    if (isWeighted) {
      throw prefer.error("has no effect with 'weighted'");
    }
    return prefer.values(0, Subnet.EXPECTED, Subnet::parse);
  }
}

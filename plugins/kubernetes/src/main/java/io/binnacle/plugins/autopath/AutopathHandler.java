// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.autopath;

import io.binnacle.corefile.Zones;
import io.binnacle.dns.Question;
import io.binnacle.dns.WireName;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.AutoPath;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.PerRoute;
import io.binnacle.plugin.Query;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;

/**
 * Takes queries for names in the first domain of their clients' search paths for what they are: the
 * first of several. The query goes down as it is; only where that name does not exist, the others
 * are tried.
 *
 * <p><i>Safe for use by many threads</i> once {@link #lead} was called, before the server starts.
 */
final class AutopathHandler implements Handler {
  private final ZoneTable<Boolean> zones;
  private final PerRoute<CounterDataPoint> successes;
  private @Nullable AutoPath paths;
  private @Nullable Chain rest;

  AutopathHandler(Zones zones, AutopathMetrics metrics) {
    this.zones =
        ZoneTable.of(
            zones.names().stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), zone -> true)));
    this.successes = new PerRoute<>(metrics::successes);
  }

  /**
   * Says who knows search paths, and who knows names.
   *
   * @param below the handlers below this one
   */
  void lead(AutoPath who, Chain below) {
    paths = who;
    rest = below;
  }

  @Override
  public Outcome handle(Query query) {
    AutoPath who = paths;
    Chain below = rest;
    if (who == null || below == null) {
      throw new IllegalStateException("asked before the server was built");
    }
    Question question = query.question();
    boolean isTyped = query.depth() == 0; // what a plugin looks up is a whole name already
    if (!isTyped || question.dclass() != DClass.IN || zones.longestMatch(question) == null) {
      return Next.NEXT;
    }
    List<Name> path = who.searchPath(query);
    return path.size() > 1 && isBelow(question, path.getFirst())
        ? Next.then(new SearchWalk(path, below, successes.of(query.route())))
        : Next.NEXT;
  }

  /** Whether the name lies below this domain, not counting the domain itself. */
  private static boolean isBelow(Question question, Name domain) {
    return question.nameLength() > domain.length() && question.isIn(WireName.lowerCased(domain));
  }
}

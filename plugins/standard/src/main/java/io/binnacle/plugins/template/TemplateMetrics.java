// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.plugin.Query;
import io.binnacle.plugin.Route;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.xbill.DNS.Section;

/**
 * What is counted of templates; outlives reloads.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class TemplateMetrics {
  private final Counter matches;
  private final Counter templateFailures;
  private final Counter recordFailures;

  TemplateMetrics(PrometheusRegistry registry) {
    matches =
        counter("matches", "Queries that a template has answered.")
            .labelNames("server", "zone", "view", "class", "type")
            .register(registry);
    templateFailures =
        counter("template_failures", "Templates that made no text of a query.")
            .labelNames("server", "zone", "view", "class", "type", "section", "template")
            .register(registry);
    recordFailures =
        counter("rr_failures", "Texts of templates that were no record.")
            .labelNames("server", "zone", "view", "class", "type", "section", "template")
            .register(registry);
  }

  private static Counter.Builder counter(String name, String help) {
    return Counter.builder()
        .name("coredns_template_" + name + "_total")
        .help(help)
        .withoutExemplars();
  }

  void matched(Query query, Match.Place place) {
    Route route = query.route();
    matches
        .labelValues(route.server(), place.zone(), route.view(), dclass(place), type(place))
        .inc();
  }

  void templateFailed(Match match, RecordTemplate template) {
    count(templateFailures, match, template);
  }

  void recordFailed(Match match, RecordTemplate template) {
    count(recordFailures, match, template);
  }

  private static void count(Counter counter, Match match, RecordTemplate template) {
    Route route = match.query().route();
    Match.Place place = match.place();
    counter
        .labelValues(
            route.server(),
            place.zone(),
            route.view(),
            dclass(place),
            type(place),
            section(template),
            template.text())
        .inc();
  }

  private static String section(RecordTemplate template) {
    return switch (template.section()) {
      case Section.ANSWER -> "answer";
      case Section.AUTHORITY -> "authority";
      default -> "additional";
    };
  }

  /** Classes without a name are one: clients cannot make more and more counters. */
  private static String dclass(Match.Place place) {
    return place.dclass().startsWith("CLASS") ? "other" : place.dclass();
  }

  private static String type(Match.Place place) {
    return place.type().startsWith("TYPE") ? "other" : place.type();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Options;
import io.binnacle.corefile.Problems;
import io.binnacle.corefile.Token;
import io.binnacle.corefile.Zones;
import io.binnacle.plugins.kubernetes.cluster.ClusterSource;
import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import io.binnacle.plugins.kubernetes.records.PodMode;
import io.binnacle.plugins.kubernetes.records.RecordOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * What the directive {@code kubernetes} says.
 *
 * <p><i>Immutable.</i>
 *
 * @param zones the zones served
 * @param multicluster those of them that have the services of the cluster set
 * @param records how answers are made
 * @param selection which objects of the cluster they are made of
 * @param source where those are learned from
 * @param snapshot where what is known of the cluster is kept for the next start, or null
 * @param fallthrough where names that do not exist are left to the next plugin
 * @param startupTimeout how long the start waits for the cluster to be known
 * @param obsolete words of an older CoreDNS that mean nothing any more
 */
record KubernetesConfig(
    Zones zones,
    Zones multicluster,
    RecordOptions records,
    Selection selection,
    ClusterSource source,
    @Nullable SnapshotConfig snapshot,
    Zones fallthrough,
    Duration startupTimeout,
    List<Directive> obsolete) {
  private static final int TTL = 5;
  private static final int LONGEST_TTL = 3600;
  private static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(24);

  /**
   * Reads the directive.
   *
   * @param blockZones the zones of the server block, which are served where none are given
   */
  static KubernetesConfig parse(Directive directive, Zones blockZones) throws CorefileException {
    Options options = directive.options();
    Zones zones = options.arguments(blockZones, each -> each.zones(0, blockZones));
    Zones multicluster =
        options.value("multicluster", Zones.NONE, KubernetesConfig::multiclusterZones);
    RecordOptions records =
        new RecordOptions(
            options.integer("ttl", TTL, 0, LONGEST_TTL),
            options.value("pods", PodMode.DISABLED, KubernetesConfig::podMode),
            namespaces(options),
            options.flag("endpoint_pod_names"),
            options.value("ignore", false, KubernetesConfig::ignoresEmptyServices),
            options.flag("zonal"));
    Selection selection =
        new Selection(
            !options.flag("noendpoints"),
            records.pods() == PodMode.VERIFIED,
            !multicluster.names().isEmpty(),
            options.value("labels", LabelSelector.ALL, KubernetesConfig::selector),
            options.value("namespace_labels", LabelSelector.ALL, KubernetesConfig::selector));
    limits(options);
    KubernetesConfig config =
        options.done(
            new KubernetesConfig(
                zones,
                multicluster,
                records,
                selection,
                SourceConfig.parse(options).source(selection),
                options.<@Nullable SnapshotConfig>value("snapshot", null, SnapshotConfig::parse),
                options.fallthrough(),
                options.duration(
                    "startup_timeout", STARTUP_TIMEOUT, SHORTEST_TIMEOUT, LONGEST_TIMEOUT),
                options.obsolete("upstream", "resyncperiod")));
    config.check(directive);
    return config;
  }

  private static Zones multiclusterZones(Directive option) throws CorefileException {
    option.argument(0, "a zone");
    return option.zones(0, Zones.NONE);
  }

  private static PodMode podMode(Directive option) throws CorefileException {
    option.atMost(1);
    List<String> words = Stream.of(PodMode.values()).map(PodMode::word).toList();
    return PodMode.valueOf(option.word(0, words).toUpperCase(Locale.ROOT));
  }

  private static Set<String> namespaces(Options options) {
    Set<String> namespaces = new HashSet<>();
    options.values(
        "namespaces",
        option -> {
          option.argument(0, "a namespace");
          return option.arguments().stream().map(Token::text).map(namespaces::add).toList();
        });
    return namespaces;
  }

  private static boolean ignoresEmptyServices(Directive option) throws CorefileException {
    option.atMost(1);
    option.word(0, List.of("empty_service"));
    return true;
  }

  /** The words of a line together are one selector. */
  private static LabelSelector selector(Directive option) throws CorefileException {
    Token first = option.argument(0, "a label selector");
    String text = option.arguments().stream().map(Token::text).collect(Collectors.joining(" "));
    try {
      return LabelSelector.parse(text);
    } catch (IllegalArgumentException e) {
      throw option.error(first.position(), String.valueOf(e.getMessage()));
    }
  }

  /** Accepted and without effect: a server lists each kind once, and then only watches. */
  private static void limits(Options options) {
    options.value("apiserver_qps", 0.0, KubernetesConfig::rate);
    options.integer("apiserver_burst", 0, 0, Integer.MAX_VALUE);
    options.integer("apiserver_max_inflight", 0, 0, Integer.MAX_VALUE);
  }

  private static double rate(Directive option) throws CorefileException {
    option.atMost(1);
    double rate = option.value(0, "a number of at least 0", Double::valueOf);
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw option.expected("a number of at least 0", 0);
    }
    return rate;
  }

  /** Checks what options mean together. */
  private void check(Directive directive) throws CorefileException {
    Problems problems = new Problems();
    for (Name zone : multicluster.names()) {
      if (!zones.names().contains(zone)) {
        refuse(directive, "multicluster", "'%s' is not one of the zones".formatted(zone), problems);
      }
    }
    if (records.isZonal() && !selection.hasEndpoints()) {
      refuse(directive, "zonal", "goes not with 'noendpoints'", problems);
    }
    if (!records.namespaces().isEmpty() && !selection.namespaceLabels().isAll()) {
      refuse(directive, "namespace_labels", "goes not with 'namespaces'", problems);
    }
    for (String other : List.of("endpoint", "tls", "kubeconfig", "snapshot")) {
      if (find(directive, "manifests").isPresent()) {
        refuse(directive, other, "goes not with 'manifests'", problems);
      }
    }
    if (zones.forward().names().isEmpty()) {
      problems.add(directive.error("expected a zone that is not a reverse zone"));
    }
    problems.throwIfAny();
  }

  /** Notes a problem with an option, if it is there. */
  private static void refuse(
      Directive directive, String option, String message, Problems problems) {
    find(directive, option).ifPresent(found -> problems.add(found.error(message)));
  }

  private static Optional<Directive> find(Directive directive, String option) {
    return directive.properties().stream().filter(each -> each.name().equals(option)).findFirst();
  }

  /**
   * The zone that reverse names and name servers lead to: the first with names of the cluster's own
   * services, or else of those of the cluster set.
   */
  Name home() {
    List<Name> forward = zones.forward().names();
    return forward.stream()
        .filter(zone -> !multicluster.names().contains(zone))
        .findFirst()
        .orElseGet(forward::getFirst);
  }
}

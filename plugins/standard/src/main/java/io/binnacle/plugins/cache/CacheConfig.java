// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static java.util.stream.Collectors.toMap;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Options;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.Ageing;
import io.binnacle.dns.ZoneTable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The options of {@code cache}.
 *
 * <p><i>Immutable.</i>
 *
 * @param zones the names whose responses are held
 * @param success what is held of answers
 * @param denial what is held of responses that deny
 * @param servfail how long failures are held; zero: they are not
 * @param keepsTtls whether TTLs are sent as they came, however old they are
 * @param prefersPositive whether a stale answer is better than a fresh denial
 * @param undenied the zones whose denials are not held
 * @param unanswered the zones whose answers are not held
 */
record CacheConfig(
    Zones zones,
    StoreConfig success,
    StoreConfig denial,
    Duration servfail,
    Prefetch prefetch,
    ServeStale serveStale,
    boolean prefersPositive,
    boolean keepsTtls,
    Zones unanswered,
    Zones undenied) {
  private static final int USUAL_SUCCESS_TTL = 3600;
  private static final int USUAL_DENIAL_TTL = 1800;
  private static final Duration USUAL_SERVFAIL = Duration.ofSeconds(5);

  /** RFC 9520, section 3.2: resolution failures MUST NOT be cached for longer than 5 minutes. */
  private static final Duration LONGEST_SERVFAIL = Duration.ofMinutes(5);

  private static final String SUCCESS = "success";
  private static final String DENIAL = "denial";
  private static final String POLICY = "serve_stale_policy";
  private static final String STALE = "serve_stale";

  /** The words behind {@code cache}; a TTL of 0 is none. */
  private record Arguments(int ttl, Zones zones) {
    static Arguments parse(Directive cache, Zones block) throws CorefileException {
      boolean hasTtl = cache.has(0) && isNumber(cache.arguments().getFirst().text());
      return hasTtl
          ? new Arguments(
              cache.integer(0, "a TTL in seconds", 1, Integer.MAX_VALUE), cache.zones(1, block))
          : new Arguments(0, cache.zones(0, block));
    }

    private static boolean isNumber(String word) {
      return word.matches("[+-]?[0-9]+");
    }

    StoreConfig store(int usualTtl) {
      return StoreConfig.usual(ttl == 0 ? usualTtl : ttl);
    }
  }

  /**
   * Reads the directive.
   *
   * @param block the zones of its server block
   */
  static CacheConfig parse(Directive cache, Zones block) throws CorefileException {
    Options options = cache.options();
    Arguments arguments =
        options.arguments(new Arguments(0, block), it -> Arguments.parse(it, block));
    StoreConfig success = arguments.store(USUAL_SUCCESS_TTL);
    StoreConfig denial = arguments.store(USUAL_DENIAL_TTL);
    return options.done(
        new CacheConfig(
            arguments.zones(),
            options.value(SUCCESS, success, option -> StoreConfig.parse(option, success)),
            options.value(DENIAL, denial, option -> StoreConfig.parse(option, denial)),
            options.duration("servfail", USUAL_SERVFAIL, Duration.ZERO, LONGEST_SERVFAIL),
            options.value("prefetch", Prefetch.OFF, Prefetch::parse),
            options.value(STALE, ServeStale.OFF, ServeStale::parse),
            options.value(POLICY, false, option -> prefersPositive(option, cache)),
            options.flag("keepttl"),
            disabled(options, SUCCESS),
            disabled(options, DENIAL)));
  }

  private static boolean prefersPositive(Directive policy, Directive cache)
      throws CorefileException {
    if (!policy.only("prefer_positive").text().toLowerCase(Locale.ROOT).equals("prefer_positive")) {
      throw policy.expected("prefer_positive", 0);
    }
    if (!policy.position().equals(policy.occurrences().getFirst().position())) {
      throw policy.error("may stand only once");
    }
    if (cache.properties().stream().noneMatch(option -> option.name().equals(STALE))) {
      throw policy.error("needs '" + STALE + "'");
    }
    return true;
  }

  /** A table of zones, to be asked for each query. */
  static ZoneTable<Boolean> table(Zones zones) {
    return ZoneTable.of(
        zones.names().stream().distinct().collect(toMap(Function.identity(), zone -> true)));
  }

  /** What becomes of the TTLs of a response while it is fresh. */
  Ageing ageing(long stored) {
    return keepsTtls ? Ageing.None.NONE : new Ageing.Since(stored);
  }

  /** What becomes of the TTLs of a stale response. */
  Ageing staleAgeing() {
    return keepsTtls && serveStale.responseTtl() == 0
        ? Ageing.None.NONE
        : new Ageing.Fixed(serveStale.responseTtl());
  }

  /** The zones of the last {@code disable} of this store. */
  private static Zones disabled(Options options, String store) {
    Zones disabled = Zones.NONE;
    for (Disable each : options.values("disable", Disable::parse)) {
      disabled = each.store.equals(store) ? each.zones : disabled;
    }
    return disabled;
  }

  private record Disable(String store, Zones zones) {
    static Disable parse(Directive option) throws CorefileException {
      return new Disable(option.word(0, List.of(SUCCESS, DENIAL)), option.zones(1, Zones.ROOT));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.binnacle.client.ClientConfig;
import io.binnacle.client.ClientTls;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.HostPort;
import io.binnacle.corefile.Options;
import io.binnacle.corefile.Scheme;
import io.binnacle.corefile.Upstream;
import io.binnacle.corefile.Zones;
import io.binnacle.plugin.Transport;
import io.binnacle.plugin.WireResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;

/**
 * What one {@code forward} says.
 *
 * <p><i>Immutable.</i>
 *
 * @param targets what is forwarded, and where to
 * @param except the zones whose names are not
 * @param forcesTcp whether upstreams are asked over TCP, however the client asks
 * @param prefersUdp whether upstreams are asked over UDP, however the client asks
 * @param readTimeout how long an attempt may take
 * @param maxConcurrent queries that may wait at a time; zero: as many as there is room for
 * @param maxAttempts attempts of a query that may fail; zero: any number; null: two for each
 *     upstream
 * @param maxFails an upstream is down after more failed checks than this; zero: never, no checks
 * @param tls how upstreams are spoken to whose scheme says so, or null if there are none
 * @param tlsServerName what their certificates must be for where no name is written with them, or
 *     null for their addresses
 * @param usesGet whether HTTPS upstreams are asked by GET instead of POST
 * @param resolver the servers that know the names of upstreams; none: the system knows
 * @param failover response codes with which the next upstream is tried
 * @param next response codes with which the next forward is tried
 * @param nextOnNodata whether that is tried, too, with an empty answer and NOERROR
 * @param failsFast whether no upstream is tried while all are down
 */
record ForwardConfig(
    Targets targets,
    Zones except,
    Policy policy,
    boolean forcesTcp,
    boolean prefersUdp,
    Duration readTimeout,
    int maxConcurrent,
    @Nullable Integer maxAttempts,
    int maxFails,
    HealthCheck healthCheck,
    ClientConfig sockets,
    @Nullable ClientTls tls,
    @Nullable String tlsServerName,
    boolean usesGet,
    List<InetSocketAddress> resolver,
    Set<Integer> failover,
    Set<Integer> next,
    boolean nextOnNodata,
    boolean failsFast) {
  /** What is refused at once is refused this often; without a bound, for five seconds. */
  private static final int ANY_NUMBER = 64;

  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

  /**
   * What a directive says.
   *
   * @param paths where a file is that is named like this
   */
  static ForwardConfig parse(Directive forward, Function<String, Path> paths)
      throws CorefileException {
    Options options = forward.options();
    Targets targets = options.arguments(Targets.NONE, Targets::parse);
    return options.done(
        new ForwardConfig(
            targets,
            except(options),
            Policy.of(options.word("policy", Policy.RANDOM.word(), Policy.words())),
            options.flag("force_tcp"),
            options.flag("prefer_udp"),
            options.duration("read_timeout", TWO_SECONDS, SHORTEST_TIMEOUT, LONGEST_TIMEOUT),
            options.integer("max_concurrent", 0, 0, Integer.MAX_VALUE),
            options.<@Nullable Integer>value("max_connect_attempts", null, ForwardConfig::count),
            options.integer("max_fails", 2, 0, Integer.MAX_VALUE),
            options.value("health_check", HealthCheck.USUAL, HealthCheck::parse),
            sockets(options),
            tls(options, targets, paths),
            options.<@Nullable String>value(
                "tls_servername", null, option -> serverName(option, targets)),
            options.word("doh_method", "POST", List.of("POST", "GET")).equals("GET"),
            options.value("resolver", List.of(), ForwardConfig::resolver),
            rcodes(options, "failover"),
            rcodes(options, "next"),
            options.flag("next_on_nodata"),
            options.flag("failfast_all_unhealthy_upstreams")));
  }

  private static int count(Directive option) throws CorefileException {
    option.atMost(1);
    return option.integer(0, "a whole number", 0, Integer.MAX_VALUE);
  }

  private static @Nullable ClientTls tls(
      Options options, Targets targets, Function<String, Path> paths) {
    ClientTls written =
        options.<@Nullable ClientTls>value("tls", null, option -> TlsFiles.read(option, paths));
    return written == null && targets.hasEncrypted() ? ClientTls.of(List.of(), null) : written;
  }

  private static String serverName(Directive option, Targets targets) throws CorefileException {
    String name = option.only("a host name").text();
    if (targets.hasServerName()) {
      throw option.error("the name is written with an upstream already, behind its '%'");
    }
    return name;
  }

  private static List<InetSocketAddress> resolver(Directive option) throws CorefileException {
    return option.values(0, "an IP address", ForwardConfig::server);
  }

  private static InetSocketAddress server(String text) {
    HostPort server = HostPort.parse(text, Scheme.DNS.port());
    return new InetSocketAddress(InetAddress.ofLiteral(server.host()), server.port());
  }

  private static Zones except(Options options) {
    return new Zones(
        options
            .values(
                "except",
                option -> {
                  option.argument(0, "a zone");
                  return option.zones(0, Zones.NONE);
                })
            .stream()
            .flatMap(zones -> zones.names().stream())
            .toList());
  }

  private static ClientConfig sockets(Options options) {
    Duration idleTime = options.duration("expire", ClientConfig.USUAL.idleTime());
    return new ClientConfig(
        idleTime,
        options.value("max_age", Duration.ZERO, option -> maxAge(option, idleTime)),
        options.integer("max_idle_conns", 0, 0, Integer.MAX_VALUE),
        options.<@Nullable InetAddress>value("source_address", null, ForwardConfig::address));
  }

  private static Duration maxAge(Directive option, Duration idleTime) throws CorefileException {
    option.atMost(1);
    Duration age = option.duration(0, "a duration");
    if (age.isPositive() && age.compareTo(idleTime) < 0) {
      throw option.expected("0 or a duration of at least 'expire'", 0);
    }
    return age;
  }

  private static InetAddress address(Directive option) throws CorefileException {
    option.atMost(1);
    return option.value(0, "an IP address", InetAddress::ofLiteral);
  }

  private static Set<Integer> rcodes(Options options, String name) {
    return options.values(name, ForwardConfig::rcodes).stream()
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<Integer> rcodes(Directive option) throws CorefileException {
    String what = "a response code";
    option.argument(0, what);
    Set<Integer> rcodes = new HashSet<>();
    for (int i = 0; option.has(i); i++) {
      int rcode = option.value(i, what, Rcode::value);
      if (rcode < 0 || (rcode == Rcode.NOERROR && option.name().equals("failover"))) {
        throw option.expected(rcode < 0 ? what : "a response code other than NOERROR", i);
      }
      rcodes.add(rcode);
    }
    return rcodes;
  }

  /** How this upstream is spoken to; null for UDP and TCP. */
  @Nullable ClientTls tls(Upstream upstream) {
    if (tls == null || upstream.scheme() == Scheme.DNS) {
      return null;
    }
    String host = upstream.address().isEmpty() ? upstream.host() : null;
    String otherwise = tlsServerName == null ? host : tlsServerName;
    String name = upstream.serverName().orElse(otherwise);
    return tls.serverName(name == null ? null : withoutFinalDot(name));
  }

  /** RFC 6066, 3: names in TLS do not have it. */
  private static String withoutFinalDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** How an upstream is asked what a client asks in this way. */
  Transport transport(Transport client) {
    if (forcesTcp) {
      return Transport.TCP;
    }
    return prefersUdp ? Transport.UDP : client;
  }

  /** Whether the next forward is tried after this response. */
  boolean goesOn(WireResponse response) {
    return next.contains(response.rcode())
        || (nextOnNodata
            && response.rcode() == Rcode.NOERROR
            && response.sections().answerCount() == 0);
  }

  /** Whether a query may be sent again after so many attempts at so many upstreams have failed. */
  boolean mayTryAfter(int failures, int upstreams) {
    if (maxAttempts == null) {
      return failures < 2 * upstreams;
    }
    return failures < (maxAttempts == 0 ? ANY_NUMBER : maxAttempts);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Zones;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What {@code hosts} says.
 *
 * <p><i>Immutable.</i>
 *
 * @param zones the names that count, in the file and in queries
 * @param lines those in the Corefile itself
 * @param hasReverse whether addresses have names, too
 * @param reload from one look at the file to the next; zero: never again
 * @param fallthrough where unknown names go on to the next plugin
 * @param passesOtherTypes whether there known names do, too, for types other than A and AAAA
 */
record HostsConfig(
    Path file,
    Zones zones,
    List<HostLine> lines,
    int ttlSeconds,
    boolean hasReverse,
    Duration reload,
    Zones fallthrough,
    boolean passesOtherTypes) {
  private static final String FILE = "/etc/hosts";
  private static final int TTL = 3600;
  private static final int LONGEST_TTL = 0xffff;
  private static final Duration RELOAD = Duration.ofSeconds(5);

  HostsConfig {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the directive.
   *
   * @param all the zones that are meant where it names none
   * @param paths makes paths of texts
   */
  static HostsConfig parse(Directive hosts, Zones all, Function<String, Path> paths)
      throws CorefileException {
    var options = hosts.options();
    Zones fallthrough = options.fallthrough();
    return options.done(
        new HostsConfig(
            options.arguments(Path.of(FILE), words -> file(words, paths)),
            options.arguments(Zones.NONE, words -> words.zones(1, all)),
            options.lines(word -> HostLine.address(word) != null, HostsConfig::line),
            options.integer("ttl", TTL, 1, LONGEST_TTL),
            !options.flag("no_reverse"),
            options.duration("reload", RELOAD),
            fallthrough,
            options.value(
                "fallthrough_unsupported", false, option -> passesOthers(option, fallthrough))));
  }

  private static Path file(Directive hosts, Function<String, Path> paths) throws CorefileException {
    return hosts.has(0) ? hosts.value(0, "a path", paths) : Path.of(FILE);
  }

  private static HostLine line(Directive line) throws CorefileException {
    return new HostLine(
        Objects.requireNonNull(HostLine.address(line.name())),
        line.values(0, "a host name", HostLine::name));
  }

  private static boolean passesOthers(Directive option, Zones fallthrough)
      throws CorefileException {
    option.noArguments();
    if (fallthrough.names().isEmpty()) {
      throw option.error("needs 'fallthrough'");
    }
    return true;
  }
}

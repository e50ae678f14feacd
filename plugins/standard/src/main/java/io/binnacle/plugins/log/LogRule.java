// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.ResponseKind;
import io.binnacle.dns.WireName;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.WireResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What one {@code log} says: about which names, which responses to log, and how.
 *
 * <p><i>Immutable.</i>
 */
final class LogRule {
  private static final String ALL = "all";
  private static final List<String> CLASSES = List.of(ALL, "success", "denial", "error");

  private final List<byte[]> zones;
  private final LogFormat format;
  private final Set<ResponseClass> classes;

  private LogRule(List<byte[]> zones, LogFormat format, Set<ResponseClass> classes) {
    this.zones = zones;
    this.format = format;
    this.classes = classes;
  }

  static LogRule parse(Directive log) throws CorefileException {
    var options = log.options();
    int count = log.arguments().size();
    boolean hasFormat = count > 0 && log.arguments().getLast().text().contains("{");
    LogFormat format =
        LogFormat.compile(hasFormat ? log.arguments().getLast().text() : LogFormat.COMMON);
    Zones zones =
        options.arguments(Zones.ROOT, it -> it.zones(0, hasFormat ? count - 1 : count, Zones.ROOT));
    Set<ResponseClass> classes = EnumSet.noneOf(ResponseClass.class);
    options.values("class", LogRule::classes).forEach(classes::addAll);
    return options.done(
        new LogRule(
            zones.names().stream().map(WireName::lowerCased).toList(),
            format,
            classes.isEmpty() ? EnumSet.allOf(ResponseClass.class) : classes));
  }

  private static Set<ResponseClass> classes(Directive words) throws CorefileException {
    Set<ResponseClass> classes = EnumSet.noneOf(ResponseClass.class);
    for (int i = 0; i == 0 || words.has(i); i++) {
      String word = words.word(i, CLASSES);
      classes.addAll(
          word.equals(ALL)
              ? EnumSet.allOf(ResponseClass.class)
              : EnumSet.of(ResponseClass.valueOf(word.toUpperCase(Locale.ROOT))));
    }
    return classes;
  }

  boolean isAbout(Query query) {
    for (byte[] zone : zones) {
      if (query.question().isIn(zone)) {
        return true;
      }
    }
    return false;
  }

  boolean logs(Query query, WireResponse response) {
    return classes.size() == ResponseClass.values().length
        || classes.contains(ResponseClass.of(ResponseKind.of(response, query.question())));
  }

  LogFormat format() {
    return format;
  }
}

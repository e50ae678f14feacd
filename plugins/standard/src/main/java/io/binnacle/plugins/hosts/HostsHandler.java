// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import static java.util.stream.Collectors.toMap;

import io.binnacle.dns.Question;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import java.io.IOException;
import java.util.function.Consumer;
import org.xbill.DNS.Type;

/**
 * Answers for the hosts of a table. Allocates nothing for a record that was asked for before.
 *
 * <p><i>Safe for use by many threads</i>: the table is replaced as a whole.
 */
final class HostsHandler implements Handler {
  private final HostsConfig config;
  private final ZoneTable<HostZone> zones;
  private final ZoneTable<Boolean> fallthrough;
  private volatile HostTable table;

  /** A handler that knows the lines of the Corefile. */
  HostsHandler(HostsConfig config) {
    this.config = config;
    this.zones =
        ZoneTable.of(
            config.zones().names().stream()
                .distinct()
                .collect(toMap(zone -> zone, zone -> new HostZone(zone, config.ttlSeconds()))));
    this.fallthrough =
        ZoneTable.of(
            config.fallthrough().names().stream()
                .distinct()
                .collect(toMap(zone -> zone, zone -> true)));
    this.table = new HostTable(config);
    config.lines().forEach(table::add);
  }

  /** How many records there are. */
  int size() {
    return table.size();
  }

  /**
   * Answers from these lines from now on, and from those of the Corefile behind them.
   *
   * @param lines hands them out
   */
  void load(Lines lines) throws IOException {
    HostTable next = new HostTable(config);
    lines.forEach(next::add);
    config.lines().forEach(next::add);
    table = next;
  }

  /** Where lines come from. */
  @FunctionalInterface
  interface Lines {
    /** Hands out all of them. */
    void forEach(Consumer<HostLine> action) throws IOException;
  }

  @Override
  public Outcome handle(Query query) {
    Question question = query.question();
    Host host = table.find(question);
    Response answer = host == null ? null : host.answer(question);
    if (answer != null) {
      return answer;
    }
    HostZone zone = zones.longestMatch(question);
    if (zone == null) {
      return Next.NEXT;
    }
    if (host == null) { // others may know more reverse names
      return question.type() == Type.PTR || fallsThrough(question)
          ? Next.NEXT
          : zone.noName(question);
    }
    return passesOn(host, question) && fallsThrough(question) ? Next.NEXT : zone.noData(question);
  }

  private boolean passesOn(Host host, Question question) {
    boolean isAddress = question.type() == Type.A || question.type() == Type.AAAA;
    return host.size() == 0 || (config.passesOtherTypes() && !isAddress);
  }

  private boolean fallsThrough(Question question) {
    return fallthrough.longestMatch(question) != null;
  }
}

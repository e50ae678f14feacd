// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.plugin.WireResponse;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Writes a line for each query that a rule is about; the first such rule decides. A query that is
 * dropped comes back to no filter, hence has no line.
 *
 * <p><i>Immutable.</i>
 */
final class LogHandler implements Handler {
  private final LogRule[] rules;

  /** Next, with the filter of each rule. */
  private final Next[] logged;

  private final Consumer<String> lines;
  private final LongSupplier nanoClock;

  LogHandler(List<LogRule> rules, Consumer<String> lines, LongSupplier nanoClock) {
    this.rules = rules.toArray(LogRule[]::new);
    this.lines = lines;
    this.nanoClock = nanoClock;
    this.logged = rules.stream().map(rule -> Next.then(filter(rule))).toArray(Next[]::new);
  }

  @Override
  public Outcome handle(Query query) {
    for (int i = 0; i < rules.length; i++) {
      if (rules[i].isAbout(query)) {
        return logged[i];
      }
    }
    return Next.NEXT;
  }

  private ResponseFilter filter(LogRule rule) {
    return (query, response) -> {
      WireResponse compiled = response.compile(query.question()); // what is sent in any case
      if (rule.logs(query, compiled)) {
        long nanos = nanoClock.getAsLong() - query.received();
        lines.accept(rule.format().line(new LogEntry(query, compiled, nanos)));
      }
      return compiled;
    };
  }
}

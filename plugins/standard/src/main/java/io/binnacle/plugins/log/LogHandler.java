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
  private final List<LogRule> rules;
  private final Consumer<String> lines;
  private final LongSupplier nanoClock;

  LogHandler(List<LogRule> rules, Consumer<String> lines, LongSupplier nanoClock) {
    this.rules = List.copyOf(rules);
    this.lines = lines;
    this.nanoClock = nanoClock;
  }

  @Override
  public Outcome handle(Query query) {
    for (LogRule rule : rules) {
      if (rule.isAbout(query)) {
        return Next.then(filter(rule, nanoClock.getAsLong()));
      }
    }
    return Next.NEXT;
  }

  private ResponseFilter filter(LogRule rule, long start) {
    return (query, response) -> {
      WireResponse compiled = response.compile(query.question()); // what is sent in any case
      if (rule.logs(query, compiled)) {
        long nanos = nanoClock.getAsLong() - start;
        lines.accept(rule.format().line(new LogEntry(query, compiled, nanos)));
      }
      return compiled;
    };
  }
}

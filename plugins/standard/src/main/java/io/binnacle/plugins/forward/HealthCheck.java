// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.binnacle.client.UpstreamQuery;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.dns.Question;
import io.binnacle.plugin.Transport;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * How to find out whether an upstream that has failed is there again: it is asked for the name
 * servers of a domain, and any response will do.
 *
 * <p><i>Immutable.</i>
 *
 * @param interval from a check that fails to the next
 * @param isRecursive whether recursion is desired
 */
record HealthCheck(Duration interval, boolean isRecursive, Name domain) {
  /** How long a check waits for the response. */
  static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** An upstream in trouble needs no flood. */
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

  /** Twice a second, the name servers of the root. */
  static final HealthCheck USUAL = new HealthCheck(Duration.ofMillis(500), true, Name.root);

  /** A health check. */
  HealthCheck {
    interval = interval.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : interval;
  }

  /** {@code health_check DURATION [no_rec] [domain FQDN]}. */
  static HealthCheck parse(Directive option) throws CorefileException {
    Duration interval = option.duration(0, "a duration");
    boolean isRecursive = true;
    Name domain = Name.root;
    int i = 1;
    while (option.has(i)) {
      if (option.word(i, List.of("no_rec", "domain")).equals("no_rec")) {
        isRecursive = false;
        i++;
      } else {
        domain = option.value(i + 1, "a domain name", HealthCheck::domain);
        i += 2;
      }
    }
    return new HealthCheck(interval, isRecursive, domain);
  }

  private static Name domain(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What is asked. */
  UpstreamQuery query(Transport transport) {
    int flags = isRecursive ? UpstreamQuery.RD : 0;
    return new UpstreamQuery(Question.of(domain, Type.NS, DClass.IN), flags, false, transport);
  }
}

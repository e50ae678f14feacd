// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.errors;

import io.binnacle.dns.NameText;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import java.util.List;
import org.slf4j.event.Level;
import org.xbill.DNS.Type;

/**
 * Logs why a response failed: {@code 2 example.org. A: connection refused}. Allocates nothing for a
 * response that did not.
 *
 * <p><i>Safe for use by many threads</i>: what is counted is counted atomically.
 */
final class ErrorsFilter implements ResponseFilter {
  private final boolean stacktrace;
  private final List<AlikeErrors> alike;
  private final ErrorLog log;

  ErrorsFilter(ErrorsConfig config, ErrorLog log, SummaryTimer timer) {
    this.stacktrace = config.stacktrace();
    this.alike =
        config.patterns().stream().map(pattern -> new AlikeErrors(pattern, log, timer)).toList();
    this.log = log;
  }

  @Override
  public Response filter(Query query, Response response) {
    Throwable cause = response.cause();
    if (cause != null) {
      write(query, response.rcode(), ErrorText.unwrap(cause));
    }
    return response;
  }

  private void write(Query query, int rcode, Throwable cause) {
    String text = ErrorText.of(cause);
    String line = line(query, rcode, text);
    for (AlikeErrors errors : alike) {
      if (errors.match(text)) {
        errors.add(line);
        return;
      }
    }
    log.write(Level.ERROR, line, stacktrace && ErrorText.isBug(cause) ? cause : null);
  }

  private static String line(Query query, int rcode, String text) {
    StringBuilder line = new StringBuilder().append(rcode).append(' ');
    NameText.append(query.question(), line);
    return line.append(' ').append(Type.string(query.type())).append(": ").append(text).toString();
  }
}

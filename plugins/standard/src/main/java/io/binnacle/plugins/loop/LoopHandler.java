// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loop;

import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Ready;
import io.binnacle.plugin.Response;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Sees probes that come back, and lets them end here: they never go round twice.
 *
 * <p><i>Safe for use by many threads</i>: it looks into a concurrent table, and only for questions
 * of one type.
 */
final class LoopHandler implements Handler, Ready {
  private static final Response END = Response.error(Rcode.NXDOMAIN);

  private final Patrol patrol;

  LoopHandler(Patrol patrol) {
    this.patrol = patrol;
  }

  @Override
  public Outcome handle(Query query) {
    if (query.type() != Type.HINFO) {
      return Next.NEXT;
    }
    @Nullable Probe probe = patrol.probe(query.question());
    if (probe == null) {
      return Next.NEXT;
    }
    patrol.cameBack(probe);
    return END;
  }

  @Override
  public boolean isReady() {
    return patrol.isReady();
  }
}

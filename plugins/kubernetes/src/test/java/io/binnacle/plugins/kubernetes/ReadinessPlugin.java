// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.Directive;
import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Ready;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Setup;
import io.binnacle.plugin.Setup.Named;
import java.util.List;
import java.util.function.Supplier;
import org.xbill.DNS.Rcode;

/**
 * The word {@code readiness}: any question of class CH is answered by whether all in the block are
 * ready, NXDOMAIN if they are, or else SERVFAIL.
 */
public final class ReadinessPlugin implements Plugin {
  private static final Response READY = answer(Rcode.NXDOMAIN);
  private static final Response NOT_READY = answer(Rcode.SERVFAIL);

  private static Response answer(int rcode) {
    return Response.error(rcode, new ExtendedError(ExtendedError.OTHER, "of a test"));
  }

  @Override
  public void setup(Directive directive, Setup block) {
    Supplier<List<Named<Ready>>> plugins = block.handlers(Ready.class);
    block.useForChaos(
        _ ->
            plugins.get().stream().allMatch(plugin -> plugin.value().isReady())
                ? READY
                : NOT_READY);
  }
}

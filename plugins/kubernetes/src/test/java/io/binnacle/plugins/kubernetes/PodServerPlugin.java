// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The word {@code kubernetes} on the server of the test cluster, a pod at 10.244.0.53. */
public final class PodServerPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    new KubernetesPlugin(List.of(address())).setup(directive, block);
  }

  private static InetAddress address() {
    try {
      return InetAddress.getByAddress(new byte[] {10, (byte) 244, 0, 53});
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has four bytes", e);
    }
  }
}

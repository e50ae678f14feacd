// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.testing;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The program behind {@code .ci/cluster-gen}: the API server of a large cluster. */
public final class ClusterGenerator {
  private ClusterGenerator() {}

  /** Arguments: how many services and endpoints; {@code largest=N} and {@code port=N} as wanted. */
  public static void main(String[] arguments) throws IOException {
    Map<String, Integer> options = new HashMap<>();
    for (int i = 2; i < arguments.length; i++) {
      String[] option = arguments[i].split("=", 2);
      options.put(option[0], Integer.valueOf(option[1]));
    }
    LargeCluster cluster =
        new LargeCluster(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            options.getOrDefault("largest", 0));
    System.out.println(LargeApiServer.start(cluster, options.getOrDefault("port", 0)).uri());
  }
}

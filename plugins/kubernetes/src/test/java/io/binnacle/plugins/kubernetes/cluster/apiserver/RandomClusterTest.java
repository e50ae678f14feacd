// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import static io.binnacle.plugins.kubernetes.cluster.apiserver.Fed.service;

import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.MapIndex;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.plugins.kubernetes.testing.Fault;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever happens to a cluster, and to the way from there: in the end, all of it is known. */
class RandomClusterTest {
  private static final int STEPS = 60;
  private static final int NAMES = 12;

  private final Map<String, String> state = new TreeMap<>();
  private int addresses;

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void knowsAllInTheEnd(@ForAll Random random) throws IOException {
    state.clear();
    try (FakeApiServer server = FakeApiServer.start()) {
      if (random.nextBoolean()) {
        server.withoutStreams();
      }
      try (Fed fed = Fed.from(server, Fed.SERVICES, Fed.HASTY)) {
        for (int i = 0; i < STEPS; i++) {
          step(server, random);
        }
        server.mend();
        put(server, "last");

        fed.awaitService("last", address("last"));
        fed.index.await(now -> known(now).equals(state));
      }
    }
  }

  private void step(FakeApiServer server, Random random) throws IOException {
    switch (random.nextInt(20)) {
      case 0 -> server.bookmark();
      case 1 -> server.endWatches();
      case 2 -> server.cutWatches();
      case 3 -> server.cutNextEvent();
      case 4 -> server.compact();
      case 5 -> server.fail("services", new Fault.Cut());
      case 6 -> server.fail("services", new Fault.Refusal(500, "InternalError", "no"));
      case 7 -> server.mend();
      case 8 -> {
        server.stop();
        server.restart();
      }
      case 9, 10, 11, 12, 13 -> delete(server, "s" + random.nextInt(NAMES));
      default -> put(server, "s" + random.nextInt(NAMES));
    }
  }

  private void put(FakeApiServer server, String name) {
    state.put(name, "10.96.%d.%d".formatted(++addresses / 256 % 256, addresses % 256));
    service(server, name, address(name));
  }

  private void delete(FakeApiServer server, String name) {
    if (state.remove(name) != null) {
      Fed.delete(server, name);
    }
  }

  private String address(String name) {
    return String.valueOf(state.get(name));
  }

  private static Map<String, String> known(MapIndex index) {
    Map<String, String> known = new TreeMap<>();
    index.objects().stream()
        .filter(object -> object.kind() == Kind.SERVICE)
        .map(Service.class::cast)
        .forEach(service -> known.put(service.name(), service.clusterIps().getFirst().toString()));
    return known;
  }
}

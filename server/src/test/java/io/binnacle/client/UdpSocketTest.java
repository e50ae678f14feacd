// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.FakeUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Attack A14: the port that a query comes from is new, or was new a second and a few queries ago.
 */
@ParameterizedClass
@EnumSource(Io.class)
class UdpSocketTest {
  private static final int QUERIES = 40 * UdpSocket.MAX_QUERIES;

  private final Io io;

  UdpSocketTest(Io io) {
    this.io = io;
  }

  private Asker asker(FakeUpstream upstream) {
    return new Asker(io.handlers(), upstream.address(), ClientConfig.USUAL);
  }

  private static List<Integer> ports(FakeUpstream upstream, int queries) {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      ports.add(upstream.next().client().getPort());
    }
    return ports;
  }

  @Test
  void takesFewQueries() {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = asker(upstream)) {
      for (int i = 0; i < QUERIES; i++) {
        Asker.response(asker.udp("example.org"));
      }

      Map<Integer, Long> uses =
          ports(upstream, QUERIES).stream().collect(groupingBy(identity(), counting()));
      // a port may be drawn twice
      assertThat(uses).hasSizeBetween(38, 40);
      assertThat(uses.keySet().stream().mapToInt(it -> it).summaryStatistics())
          .matches(it -> it.getMax() - it.getMin() > 1000, "spread over a wide range");
    }
  }

  @Test
  void takesQueriesForAShortTime() {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = asker(upstream)) {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        asker.advance(UdpSocket.MAX_AGE);
        Asker.response(asker.udp("example.org"));
        ports.addAll(ports(upstream, 1));
      }

      assertThat(ports.stream().distinct().count()).isGreaterThanOrEqualTo(18);
    }
  }

  @Test
  void waitsForResponsesWhenItTakesNoMoreQueries() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      Future<WireResponse> first = asker.udp("example.org");
      var question = upstream.next();
      asker.advance(UdpSocket.MAX_AGE);
      Future<WireResponse> second = asker.udp("example.net");
      upstream.next().answer("192.0.2.1");
      Asker.response(second);

      question.answer("192.0.2.1");

      Asker.response(first);
    }
  }
}

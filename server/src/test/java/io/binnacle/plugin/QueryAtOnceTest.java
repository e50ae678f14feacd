// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class QueryAtOnceTest {
  private static final Query ASKED =
      Queries.udp("www.example.org", Type.A, new DefaultEventLoop()); // starts no thread

  @Test
  void allQueriesMadeOfOneAreToBeAnsweredAtOnce() {
    Query hurried = ASKED.atOnce();

    assertThat(ASKED.isAtOnce()).isFalse();
    assertThat(hurried.isAtOnce()).isTrue();
    assertThat(hurried.withType(Type.AAAA).isAtOnce()).isTrue();
    assertThat(hurried.lookup(Queries.name("example.net"), Type.A).isAtOnce()).isTrue();
    assertThat(hurried.on(Route.NONE, 0).isAtOnce()).isTrue();
  }

  @Test
  void nothingElseChanges() {
    Query hurried = ASKED.withMetadata((query, label) -> label).atOnce();

    assertThat(hurried.question()).isEqualTo(ASKED.question());
    assertThat(hurried.depth()).isZero();
    assertThat(hurried.lookup(Queries.name("example.net"), Type.A).depth()).isEqualTo(1);
    assertThat(hurried.metadata("test/name")).isEqualTo("test/name");
  }
}

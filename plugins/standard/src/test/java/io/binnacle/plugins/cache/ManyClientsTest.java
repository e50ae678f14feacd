// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Later;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** Attack A12: each query for the same question is another chance to forge its response. */
class ManyClientsTest {
  private static final int CLIENTS = 10_000;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(4, NioIoHandler.newFactory());

  @AfterEach
  void endLoops() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void oneQueryGoesOnForTenThousandOnAllEventLoops() throws Exception {
    Cached cache = new Cached("cache");
    Query query = cache.query("www.example.org", Type.A);

    List<Future<Object>> outcomes = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      outcomes.add(loops.next().submit(() -> cache.handler.handle(query)));
    }
    List<Next> sent = new ArrayList<>();
    List<Later> waiting = new ArrayList<>();
    for (Future<Object> each : outcomes) {
      switch (each.get()) {
        case Next next -> sent.add(next);
        case Later later -> waiting.add(later);
        case Object other -> throw new AssertionError(other);
      }
    }
    assertThat(sent).hasSize(1);

    Objects.requireNonNull(sent.getFirst().filter())
        .filter(query, Cached.response(Rcode.NOERROR, "www.example.org 60 A 192.0.2.1"));

    assertThat(waiting).hasSize(CLIENTS - 1);
    assertThat(waiting)
        .allSatisfy(
            each -> {
              Response response = each.response().toCompletableFuture().getNow(null);
              assertThat(response.rcode()).isEqualTo(Rcode.NOERROR);
            });
    assertThat(cache.handler.handle(query)).isInstanceOf(Response.class);
  }
}

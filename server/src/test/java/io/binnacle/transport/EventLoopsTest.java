// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopsTest {
  @Test
  void outliveATaskThatThrows() throws Exception {
    try (EventLoops loops = EventLoops.open(Sockets.best(), 1)) {
      EventLoop loop = loops.all().getFirst();

      loop.execute(
          () -> {
            throw new LinkageError("for this test");
          });

      assertThat(loop.submit(() -> "still there").get(10, TimeUnit.SECONDS))
          .isEqualTo("still there");
      assertThat(loops.broken().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void tellWhenOneHasEndedThatNobodyHasClosed() throws Exception {
    try (EventLoops loops = EventLoops.open(Sockets.best(), 2)) {
      var _ = loops.all().getLast().shutdownGracefully(0, 1, TimeUnit.SECONDS);

      loops.broken().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void doNotTellWhenTheyAreClosed() {
    EventLoops loops = EventLoops.open(Sockets.best(), 2);
    CompletableFuture<Void> broken = loops.broken().toCompletableFuture();

    loops.close();

    assertThat(broken).isNotDone();
  }
}

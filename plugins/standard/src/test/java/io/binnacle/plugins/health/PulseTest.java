// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.http.HttpAnswer;
import io.binnacle.plugins.http.HttpProbe;
import io.binnacle.testing.FreePort;
import io.binnacle.testing.TestServer;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PulseTest {
  private final List<EventLoop> loops = List.of(new DefaultEventLoop(), new DefaultEventLoop());
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void stop() {
    release.countDown();
    loops.forEach(EventLoop::close);
  }

  @Test
  void anEventLoopThatHangsEndsTheLife() throws Exception {
    Pulse pulse = new Pulse(() -> loops);
    CountDownLatch hangs = new CountDownLatch(1);

    assertThat(pulse.answer()).isEqualTo(HttpAnswer.OK);
    loops
        .getFirst()
        .execute(
            () -> {
              hangs.countDown();
              awaitRelease();
            });
    hangs.await();
    assertThat(pulse.answer()).isEqualTo(HttpAnswer.unavailable("1 of 2 event loops hang"));
    release.countDown();
    assertThat(pulse.answer()).isEqualTo(HttpAnswer.OK);
  }

  @Test
  void asksTheLoopsOfTheServer() throws Exception {
    int port = FreePort.find();
    try (TestServer _ = TestServer.start(".:0 {\n health :%d\n}", port)) {
      assertThat(HttpProbe.get(port, "/health")).isEqualTo(HttpAnswer.OK);
    }
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

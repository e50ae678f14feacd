// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Ready;
import io.binnacle.plugin.Setup.Named;
import io.binnacle.plugins.http.HttpAnswer;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private boolean isAlphaReady;
  private boolean isBetaReady;
  private final Named<Ready> alpha = new Named<>("alpha", () -> isAlphaReady);
  private final Named<Ready> beta = new Named<>("beta", () -> isBetaReady);
  private final Progress progress = new Progress();
  private final Readiness readiness = new Readiness(progress);

  private static Supplier<List<Named<Ready>>> block(List<Named<Ready>> plugins) {
    return () -> plugins;
  }

  @Test
  void isReadyFromTheStartToTheStop() {
    readiness.watch(block(List.of()), false);

    assertThat(readiness.answer()).isEqualTo(HttpAnswer.unavailable("Starting"));
    progress.serving();
    assertThat(readiness.answer()).isEqualTo(HttpAnswer.OK);
    progress.stopping();
    assertThat(readiness.answer()).isEqualTo(HttpAnswer.unavailable("Shutting down"));
  }

  @Test
  void namesThePluginsOfAllBlocksThatAreWaitedFor() {
    readiness.watch(block(List.of(beta)), false);
    readiness.watch(block(List.of(alpha, beta)), false);
    progress.serving();

    assertThat(readiness.answer()).isEqualTo(HttpAnswer.unavailable("alpha,beta"));
    isBetaReady = true;
    assertThat(readiness.answer()).isEqualTo(HttpAnswer.unavailable("alpha"));
    isAlphaReady = true;
    assertThat(readiness.answer()).isEqualTo(HttpAnswer.OK);
  }

  @Test
  void aPluginOfOneNameInTwoBlocksMustBeReadyInBoth() {
    readiness.watch(block(List.of(alpha)), false);
    readiness.watch(block(List.of(new Named<>("alpha", () -> isBetaReady))), false);
    progress.serving();

    isAlphaReady = true;

    assertThat(readiness.answer()).isEqualTo(HttpAnswer.unavailable("alpha"));
  }

  @Test
  void onceReadyIsReadyForGoodUnlessMonitoredContinuously() {
    readiness.watch(block(List.of(alpha)), false);
    readiness.watch(block(List.of(beta)), true);
    progress.serving();
    isAlphaReady = true;
    isBetaReady = true;
    assertThat(readiness.answer()).isEqualTo(HttpAnswer.OK);

    isAlphaReady = false;
    isBetaReady = false;

    assertThat(readiness.answer()).isEqualTo(HttpAnswer.unavailable("beta"));
  }
}

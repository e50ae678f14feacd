// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
  private static String text(Throwable thrown) {
    return ErrorText.of(ErrorText.unwrap(thrown));
  }

  @Test
  void aFailureSpeaksForItself() {
    assertThat(text(new IOException("connection refused"))).isEqualTo("connection refused");
  }

  @Test
  void aBugIsCalledByItsClass() {
    assertThat(text(new IllegalStateException("no zone")))
        .isEqualTo("IllegalStateException: no zone");
    assertThat(text(new AssertionError("no zone"))).isEqualTo("AssertionError: no zone");
  }

  @Test
  void whoSaysNothingIsCalledByItsClass() {
    assertThat(text(new NullPointerException())).isEqualTo("NullPointerException");
    assertThat(text(new IOException(" "))).isEqualTo("IOException");
  }

  @Test
  void theWrappingsOfThreadsAreTakenOff() {
    var inner = new IOException("time-out");

    assertThat(text(new CompletionException(new ExecutionException(inner)))).isEqualTo("time-out");
    assertThat(text(new UncheckedIOException(inner))).isEqualTo("time-out");
    assertThat(text(new CompletionException("alone", null)))
        .isEqualTo("CompletionException: alone");
  }

  @Test
  void aLongTextIsCut() {
    assertThat(text(new IOException("x".repeat(5000)))).hasSize(1001).endsWith("x…");
  }
}

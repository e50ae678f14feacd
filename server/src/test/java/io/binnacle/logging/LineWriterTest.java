// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LineWriterTest {
  /** A pipe whose other end does not read until it is told to. */
  private static final class StoppedReader extends ByteArrayOutputStream {
    final CountDownLatch blocked = new CountDownLatch(1);
    final CountDownLatch reads = new CountDownLatch(1);

    @Override
    public void write(byte[] bytes) throws IOException {
      blocked.countDown();
      boolean isReading = false;
      while (!isReading) {
        try {
          reads.await();
          isReading = true;
        } catch (InterruptedException _) {
          // as a write to a file is not to be interrupted
        }
      }
      super.write(bytes);
    }
  }

  @Test
  void writesLinesInTheirOrder() {
    var out = new ByteArrayOutputStream();

    try (var writer = LineWriter.start(out, lost -> lost + " lost\n")) {
      writer.write("one\n");
      writer.write("two\n");
    }

    assertThat(out.toString(UTF_8)).isEqualTo("one\ntwo\n");
  }

  @Test
  void aStoppedReaderHoldsNobodyUpAndIsToldWhatItMissed() throws Exception {
    var out = new StoppedReader();
    try (var writer = LineWriter.start(out, lost -> lost + " lost\n")) {
      writer.write("first\n");
      out.blocked.await();

      for (int i = 0; i < LineWriter.CAPACITY + 17; i++) {
        writer.write("line\n");
      }
      out.reads.countDown();
    }

    assertThat(out.toString(UTF_8))
        .startsWith("first\n17 lost\nline\n")
        .hasLineCount(1 + 1 + LineWriter.CAPACITY);
  }

  @Test
  void aReaderThatIsGoneHurtsNobody() throws Exception {
    var broken = new CountDownLatch(1);
    var out =
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes) throws IOException {
            if (broken.getCount() > 0) {
              broken.countDown();
              throw new IOException("Broken pipe");
            }
            super.write(bytes);
          }
        };

    try (var writer = LineWriter.start(out, lost -> lost + " lost\n")) {
      writer.write("unread\n");
      broken.await();
      writer.write("read\n");
    }

    assertThat(out.toString(UTF_8)).isEqualTo("read\n1 lost\n");
  }
}

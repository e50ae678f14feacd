// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.LogLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BufferCheckTest {
  @RegisterExtension private final LogLines log = LogLines.of(BufferCheck.class);

  private final BufferCheck check = new BufferCheck();

  @Test
  void warnsOnce() {
    check.granted(212_992);
    check.granted(212_992);

    assertThat(log.lines())
        .containsExactly(
            "Bursts of queries over UDP will be lost: sockets may hold 212992 bytes, not 4194304;"
                + " allow that with sysctl -w net.core.rmem_max=4194304");
  }

  @Test
  void isContentWithWhatWasAskedFor() {
    check.granted(Datagrams.BUFFER);

    assertThat(log.lines()).isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.StreamLimits;
import java.net.InetAddress;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class TcpCensusTest {
  private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress OTHER = InetAddress.ofLiteral("2001:db8::1");

  private final Semaphore files = new Semaphore(4);
  private final TcpCensus census =
      new TcpCensus(new TcpLimits(3, 2, 1, 1, 100, StreamLimits.DEFAULT), files);

  @Test
  void countsTheConnectionsOfEachClient() {
    assertThat(census.enter(ONE)).isTrue();
    assertThat(census.enter(ONE)).isTrue();

    assertThat(census.enter(ONE)).isFalse();

    assertThat(census.enter(OTHER)).isTrue();
    census.leave(ONE);
    assertThat(census.enter(ONE)).isTrue();
  }

  @Test
  void countsAllConnections() {
    assertThat(census.enter(ONE)).isTrue();
    assertThat(census.enter(ONE)).isTrue();
    assertThat(census.enter(OTHER)).isTrue();

    assertThat(census.enter(OTHER)).isFalse();

    census.leave(ONE);
    assertThat(census.enter(OTHER)).isTrue();
  }

  @Test
  void leavesFilesForOthers() {
    files.drainPermits();

    assertThat(census.enter(ONE)).isFalse();

    files.release();
    assertThat(census.enter(ONE)).isTrue();
  }

  @Test
  void holdsNothingOfThoseWhoWereRefused() {
    for (int i = 0; i < 10; i++) {
      census.enter(ONE);
    }
    census.leave(ONE);
    census.leave(ONE);

    assertThat(files.availablePermits()).isEqualTo(4);
    assertThat(census.enter(ONE)).isTrue();
  }

  @Test
  void countsWhatIsHeld() {
    assertThat(census.hold(100)).isTrue();
    assertThat(census.hold(1)).isFalse();

    assertThat(census.hold(-2)).isTrue();
    assertThat(census.hold(1)).isTrue();
  }

  @Test
  void knowsHowManyFilesThisProcessMayOpen() {
    assertThat(OpenFiles.limit()).isBetween(64, Integer.MAX_VALUE);
  }
}

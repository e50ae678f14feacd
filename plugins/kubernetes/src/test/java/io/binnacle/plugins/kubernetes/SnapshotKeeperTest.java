// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.LogLines;
import io.binnacle.plugins.kubernetes.cluster.Namespace;
import io.binnacle.plugins.kubernetes.records.PodMode;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.records.RecordOptions;
import io.binnacle.plugins.kubernetes.snapshot.Snapshot;
import io.binnacle.plugins.kubernetes.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotKeeperTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final Namespace APP = new Namespace("app");

  @TempDir Path folder;
  private final RecordIndex index =
      new RecordIndex(
          new RecordOptions(5, PodMode.DISABLED, Set.of(), false, false, false),
          Set.of(Kind.NAMESPACE),
          InstantSource.system(),
          (service, millis) -> {});
  private final List<Boolean> attempts = new CopyOnWriteArrayList<>();
  private final Feed feed = new Feed();

  /** A feed that tells what the test lets it tell. */
  private static final class Feed implements ClusterFeed {
    final CompletableFuture<Void> synced = new CompletableFuture<>();
    volatile Duration silence = Duration.ZERO;

    @Override
    public CompletionStage<Void> synced() {
      return synced;
    }

    @Override
    public String waitingFor() {
      return "";
    }

    @Override
    public Duration silence() {
      return silence;
    }

    @Override
    public void close() {}
  }

  private SnapshotFile file() {
    return SnapshotFile.in(folder, "a cluster");
  }

  private Snapshot snapshot() {
    try {
      return file().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SnapshotKeeper start(Duration maxAge, Duration interval) {
    return SnapshotKeeper.start(file(), maxAge, interval, index, feed, attempts::add);
  }

  private void sync() {
    index.apply(APP);
    index.listed(Kind.NAMESPACE, Set.of(APP.key()));
    feed.synced.complete(null);
  }

  private void awaitAttempts(int count) {
    Eventually.await(() -> attempts.size() >= count);
  }

  @Test
  void writesNothingBeforeAllIsKnown() throws IOException {
    index.restore(List.of(APP));

    try (SnapshotKeeper keeper = start(DAY, OFTEN)) {
      assertThat(keeper.age()).isEmpty();
    }

    assertThat(attempts).isEmpty();
    assertThat(Files.exists(Path.of(file().toString()))).isFalse();
  }

  @Test
  void writesAtOnceAndWhatHasChangedLater() {
    sync();

    try (SnapshotKeeper keeper = start(DAY, OFTEN)) {
      awaitAttempts(1);
      assertThat(snapshot().objects()).containsExactly(APP);
      assertThat(keeper.age().orElseThrow()).isBetween(Duration.ZERO, Duration.ofMinutes(1));

      index.apply(new Namespace("other"));
      Eventually.await(() -> snapshot().objects().size() == 2);
    }
  }

  @Test
  void doesNotWriteMoreOftenThanItShould() {
    sync();

    try (SnapshotKeeper _ = start(DAY, DAY)) {
      awaitAttempts(1);
      index.apply(new Namespace("other"));
      assertThat(attempts).hasSize(1);
    }

    assertThat(snapshot().objects()).hasSize(2); // at the end
    assertThat(attempts).hasSize(2);
  }

  @Test
  void writesAgainWhatHasNotChangedBeforeItIsTooOld() {
    sync();

    try (SnapshotKeeper _ = start(Duration.ofMillis(40), OFTEN)) {
      awaitAttempts(1);
      Instant first = snapshot().when();
      Eventually.await(() -> index.serial() < Instant.now().getEpochSecond());

      Eventually.await(() -> snapshot().when().isAfter(first.plusSeconds(2)));
    }
  }

  @Test
  void isAsOldAsWhatWasHeardLast() {
    sync();
    feed.silence = Duration.ofHours(1);
    index.lost(Kind.NAMESPACE);

    try (SnapshotKeeper keeper = start(DAY, OFTEN)) {
      Eventually.await(() -> keeper.age().isPresent());
      assertThat(keeper.age().orElseThrow()).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
      assertThat(snapshot().when()).isBefore(Instant.now().minus(Duration.ofMinutes(59)));
    }
  }

  @Test
  void triesAgainWithOneLine() throws IOException {
    Path inTheWay = Files.createFile(folder.resolve("folder"));
    folder = inTheWay;
    sync();

    try (LogLines log = LogLines.of(SnapshotKeeper.class);
        SnapshotKeeper keeper = start(DAY, OFTEN)) {
      awaitAttempts(3);
      assertThat(attempts).containsOnly(false);
      assertThat(keeper.age()).isEmpty();
      assertThat(log.lines()).hasSize(1);

      Files.delete(inTheWay);
      Eventually.await(() -> attempts.contains(true));
      assertThat(snapshot().objects()).containsExactly(APP);
      assertThat(log.lines()).hasSize(1);
    }
  }
}

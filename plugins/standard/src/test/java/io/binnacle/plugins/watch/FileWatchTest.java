// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FileWatchTest {
  @TempDir private Path folder;
  private final List<String> texts = new ArrayList<>();
  private Path file;
  private FileWatch watch;

  @BeforeEach
  void watch() {
    file = folder.resolve("file");
    watch =
        new FileWatch(
            file, (path, _) -> texts.add(read(path)), LoggerFactory.getLogger(FileWatchTest.class));
  }

  private static String read(Path path) throws IOException {
    String text = Files.readString(path);
    if (text.equals("bad")) {
      throw new IllegalArgumentException("not good");
    }
    return text;
  }

  /** Another time for each second. */
  private void write(String text, int second) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1000L));
  }

  @Test
  void readsAFileOnceForEachTime() throws Exception {
    write("one", 1);
    watch.look();
    watch.look();
    write("two", 2);
    watch.look();
    watch.look();

    assertThat(texts).containsExactly("one", "two");
  }

  @Test
  void readsAFileOfAnotherLength() throws Exception {
    write("one", 1);
    watch.look();
    write("three", 1);
    watch.look();

    assertThat(texts).containsExactly("one", "three");
  }

  /** As a ConfigMap is mounted: a link to a folder, moved as a whole. */
  @Test
  void readsAFileThatALinkLeadsToNow() throws Exception {
    Path one = Files.writeString(folder.resolve("one"), "one");
    Path two = Files.writeString(folder.resolve("two"), "two");
    Files.setLastModifiedTime(two, Files.getLastModifiedTime(one));
    Files.createSymbolicLink(file, one);
    watch.look();
    Files.delete(file);
    Files.createSymbolicLink(file, two);
    watch.look();

    assertThat(texts).containsExactly("one", "two");
  }

  @Test
  void saysWhatIsWrongAndTriesAgain() throws Exception {
    assertThat(watch.look()).isEqualTo("cannot read " + file + ": no such file");

    write("one", 1);
    assertThat(watch.look()).isEmpty();
    assertThat(texts).containsExactly("one");
  }

  @Test
  void readsAFileThatIsOfNoUseOnlyOnce() throws Exception {
    write("bad", 1);
    assertThat(watch.look()).isEqualTo(file + ": not good");
    assertThat(watch.look()).isEqualTo(file + ": not good");

    write("one", 2);
    assertThat(watch.look()).isEmpty();
    assertThat(texts).containsExactly("one");
  }

  @Test
  void looksAgainAndAgainUntilClosed() throws Exception {
    BlockingQueue<String> found = new LinkedBlockingQueue<>();
    var looking =
        new FileWatch(
            file,
            (path, _) -> found.add(Files.readString(path)),
            LoggerFactory.getLogger(FileWatchTest.class));

    try (AutoCloseable _ = looking.every(Duration.ofMillis(1))) {
      write("one", 1);
      assertThat(found.poll(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void aFileThatCannotBeReadToItsEndHoldsUpNoClose() throws Exception {
    CountDownLatch reads = new CountDownLatch(1);
    CompletableFuture<Void> goesOn = new CompletableFuture<>();
    var hanging =
        new FileWatch(
            file,
            (_, _) -> {
              reads.countDown();
              goesOn.join();
            },
            LoggerFactory.getLogger(FileWatchTest.class));
    write("one", 1);
    AutoCloseable looking = hanging.every(Duration.ofMillis(1));
    reads.await();

    looking.close();

    goesOn.complete(null);
  }

  @Test
  void aFaultDoesNotEndTheWatch() throws Exception {
    List<String> found = new ArrayList<>();
    var faulty =
        new FileWatch(
            file,
            (path, _) -> {
              found.add(Files.readString(path));
              if (found.size() == 1) {
                throw new StackOverflowError("for this test");
              }
            },
            LoggerFactory.getLogger(FileWatchTest.class));

    write("one", 1);
    assertThat(faulty.look()).contains("StackOverflowError");
    write("two", 2);
    assertThat(faulty.look()).isEmpty();

    assertThat(found).containsExactly("one", "two");
  }

  @Test
  void looksNoMoreWithoutAPeriod() throws Exception {
    watch.every(Duration.ZERO).close();

    assertThat(texts).isEmpty();
  }
}

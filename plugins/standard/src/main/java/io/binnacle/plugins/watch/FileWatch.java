// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.watch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Reads a file, and reads it again when its time, its size or the file behind the name is another
 * one. What is wrong is logged once, until something else is wrong.
 *
 * <p><i>Safe for use by many threads</i>, one of which reads at a time.
 */
public final class FileWatch {
  /** How long a close waits for a look that is under way: on a network's disk it may hang. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(1);

  private final Path file;
  private final Reader reader;
  private final Logger logger;
  private @Nullable Version read;
  private String problem = "";

  /** Reads a file. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes over what the file holds.
     *
     * @param modified when the file was written
     * @throws IOException if the file cannot be read; it will be tried again
     * @throws IllegalArgumentException if what it holds is of no use, however often it is read
     */
    void read(Path file, FileTime modified) throws IOException;
  }

  /** A file as it was at some time; links are followed to the file that they lead to. */
  private record Version(FileTime modified, long size, @Nullable Object key) {
    static Version of(Path file) throws IOException {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  /** A file that nobody has looked at yet; problems go to the log of its plugin. */
  public FileWatch(Path file, Reader reader, Logger logger) {
    this.file = file;
    this.reader = reader;
    this.logger = logger;
  }

  /**
   * Reads the file, unless it is as it was.
   *
   * @return what is wrong, or empty
   */
  public synchronized String look() {
    String now = tryToRead();
    if (!now.isEmpty() && !now.equals(problem)) {
      logger.warn("{}", now);
    }
    problem = now;
    return now;
  }

  private String tryToRead() {
    try {
      Version current = Version.of(file); // first: what is written while it is read will be seen
      if (current.equals(read)) {
        return problem;
      }
      read = current;
      reader.read(file, current.modified());
      return "";
    } catch (IOException e) {
      read = null;
      return "cannot read " + file + ": " + reason(e);
    } catch (IllegalArgumentException e) {
      return file + ": " + e.getMessage();
    } catch (RuntimeException | Error e) { // a fault of the program; the next look may go well
      logger.error("{}", file, e);
      return file + ": " + e;
    }
  }

  private static @Nullable String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "permission denied";
      default -> e.getMessage();
    };
  }

  /**
   * Looks at the file time and again, on a virtual thread, until what is returned is closed.
   *
   * @param period from one look to the next; zero: does not look
   */
  public AutoCloseable every(Duration period) {
    if (period.isZero()) {
      return () -> {};
    }
    CountDownLatch closed = new CountDownLatch(1);
    Thread thread = Thread.ofVirtual().name("watch " + file).start(() -> look(period, closed));
    return () -> {
      closed.countDown();
      boolean _ = thread.join(LAST_LOOK);
    };
  }

  private void look(Duration period, CountDownLatch closed) {
    try {
      while (!closed.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

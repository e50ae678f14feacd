// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.snapshot;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The file that a cluster's snapshot lies in. It is replaced as a whole or not at all, so whoever
 * reads it, at whatever time, has one that was finished; and so may several servers write it.
 *
 * <p>In all versions it begins with these five bytes, and ends with that checksum:
 *
 * <pre>{@code
 * "BNCL"  VERSION  identity  time    object object …     CRC-32C
 *  4       1        text      8       ObjectForm          4, of all before
 * }</pre>
 *
 * <p><i>Immutable.</i>
 */
public final class SnapshotFile {
  /** The number of this form. Others are not read: a list from the API server takes seconds. */
  static final int VERSION = 1;

  private static final int MAGIC = 0x424e434c;

  /** Far more than the objects of the largest cluster take: 158,200 of them take 1.5 MB. */
  private static final long LONGEST = 64 << 20;

  /** Nobody writes for that long: who began such a file has died. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** Neighbours lie side by side, as they come from the API server, and have much in common. */
  private static final Comparator<ClusterObject> ORDER =
      Comparator.comparing(ClusterObject::kind)
          .thenComparing(ClusterObject::namespace)
          .thenComparing(ClusterObject::name);

  private final Path file;
  private final String identity;

  private SnapshotFile(Path file, String identity) {
    this.file = file;
    this.identity = identity;
  }

  /**
   * A file in this folder.
   *
   * @param identity what tells one cluster, and what is kept of it, from others: each has a file of
   *     its own
   */
  public static SnapshotFile in(Path folder, String identity) {
    String name = "cluster-%08x.snapshot".formatted(identity.hashCode());
    return new SnapshotFile(folder.resolve(name), identity);
  }

  /** Where it lies. */
  @Override
  public String toString() {
    return file.toString();
  }

  /**
   * Replaces what is there, which stays as it is if that fails.
   *
   * @param when the cluster was heard last
   */
  public void write(Instant when, List<ClusterObject> objects) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    removeAbandoned(folder);
    Path unfinished = Files.createTempFile(folder, file.getFileName() + ".", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(unfinished, WRITE)) {
        write(new SnapshotOutput(channel), when, objects);
        channel.force(true);
      }
      Files.move(unfinished, file, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private void removeAbandoned(Path folder) throws IOException {
    long recent = Instant.now().minus(ABANDONED).toEpochMilli();
    try (DirectoryStream<Path> unfinished =
        Files.newDirectoryStream(folder, file.getFileName() + ".*.tmp")) {
      for (Path each : unfinished) {
        if (each.toFile().lastModified() < recent) {
          Files.deleteIfExists(each); // unless its writer has finished meanwhile
        }
      }
    }
  }

  private void write(SnapshotOutput out, Instant when, List<ClusterObject> objects)
      throws IOException {
    out.putInt(MAGIC);
    out.put(VERSION);
    out.text(identity);
    out.putLong(when.toEpochMilli());
    ObjectForm.Writer form = new ObjectForm.Writer(out);
    List<ClusterObject> sorted = new ArrayList<>(objects);
    sorted.sort(ORDER);
    for (ClusterObject object : sorted) {
      form.write(object);
    }
    out.end();
  }

  /**
   * Reads what is there.
   *
   * @throws java.nio.file.NoSuchFileException if nothing is
   * @throws SnapshotException if that is nothing that can be used
   */
  public Snapshot read() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return read(channel);
    }
  }

  /** Reads these bytes in place of the file's. */
  Snapshot read(SeekableByteChannel bytes) throws IOException {
    if (bytes.size() > LONGEST) {
      throw new SnapshotException("is too long");
    }
    SnapshotInput in = SnapshotInput.of(bytes);
    if (in.bits() != MAGIC) {
      throw new SnapshotException("is no snapshot");
    }
    int version = in.get();
    if (version != VERSION) {
      throw new SnapshotException("has form " + version + ", not " + VERSION);
    }
    if (!in.text().equals(identity)) {
      throw new SnapshotException("is of another cluster, or of other options");
    }
    Instant when = Instant.ofEpochMilli(in.longBits());
    ObjectForm.Reader form = new ObjectForm.Reader(in);
    List<ClusterObject> objects = new ArrayList<>();
    while (in.hasMore()) {
      objects.add(form.read());
    }
    return new Snapshot(when, objects);
  }
}

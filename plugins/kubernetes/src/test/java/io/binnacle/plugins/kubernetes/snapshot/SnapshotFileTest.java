// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.snapshot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.DomainName;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Namespace;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import io.binnacle.plugins.kubernetes.cluster.Port;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.cluster.ServiceImport;
import io.binnacle.plugins.kubernetes.records.PodMode;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.records.RecordOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
  private static final Instant WHEN = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final int CHECKSUM = 4;
  private static final int VERSION = 4;

  /** Every field of every kind, in the order of a file. */
  private static final List<ClusterObject> OBJECTS =
      List.of(
          new Namespace("app"),
          service("alias", Service.Type.EXTERNAL_NAME, List.of(), "db.example.org"),
          service("db", Service.Type.HEADLESS, List.of(), ""),
          service("web", Service.Type.CLUSTER_IP, List.of(ip("10.96.0.1"), ip("fd00::1")), ""),
          new EndpointSlice(
              "app",
              "db-a",
              "db",
              "",
              "",
              List.of(
                  new Endpoint(ip("10.244.0.1"), "db-0", "pod-0", "north", true),
                  new Endpoint(ip("fd00::2"), "", "", "", false),
                  new Endpoint(new DomainName("db.example.org"), "", "", "north", true)),
              List.of(new Port("", "UDP", 1), new Port("sql", "TCP", 65535)),
              0),
          new EndpointSlice("app", "db-b", "", "db", "east", List.of(), List.of(), 0),
          pod("pod-0", false, Map.of("app", "db", "tier", "back")),
          pod("pod-1", true, Map.of("app", "db", "tier", "back")),
          pod("pod-2", false, Map.of()),
          new ServiceImport(
              "app",
              "db",
              ServiceImport.Type.CLUSTER_SET_IP,
              List.of(ip("10.97.0.1")),
              List.of(new Port("http", "TCP", 80))),
          new ServiceImport("app", "web", ServiceImport.Type.HEADLESS, List.of(), List.of()));

  @TempDir Path folder;
  private SnapshotFile file;

  @BeforeEach
  void inFolder() {
    file = SnapshotFile.in(folder, "a cluster");
  }

  private static IpAddress ip(String text) {
    return Objects.requireNonNull(IpAddress.parse(text));
  }

  private static Service service(
      String name, Service.Type type, List<IpAddress> ips, String externalName) {
    return new Service(
        "app",
        name,
        type,
        ips,
        externalName,
        List.of(new Port("http", "TCP", 80)),
        List.of(ip("192.0.2.1"), new DomainName("lb.example.net")),
        type == Service.Type.HEADLESS);
  }

  private static Pod pod(String name, boolean isOnHostNetwork, Map<String, String> labels) {
    return new Pod("app", name, List.of(ip("10.244.0.1")), isOnHostNetwork, labels);
  }

  private Path path() {
    return Path.of(file.toString());
  }

  private byte[] written() throws IOException {
    file.write(WHEN, OBJECTS);
    return Files.readAllBytes(path());
  }

  private void assertRefused(byte[] bytes, String why) {
    assertThatThrownBy(() -> file.read(new BytesChannel(bytes)))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining(why);
  }

  /** Makes the checksum right, whatever it is the checksum of. */
  private static byte[] sealed(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length - CHECKSUM);
    ByteBuffer.wrap(bytes).putInt(bytes.length - CHECKSUM, (int) checksum.getValue());
    return bytes;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void hasWhatWasWritten() throws IOException {
    List<ClusterObject> reversed = new ArrayList<>(OBJECTS).reversed();
    file.write(WHEN, reversed);

    assertThat(file.read()).isEqualTo(new Snapshot(WHEN, OBJECTS));
  }

  @Test
  void holdsTextsLongerThanItsBuffer() throws IOException {
    List<ClusterObject> objects =
        IntStream.range(0, 20)
            .<ClusterObject>mapToObj(i -> new Namespace("\u00fc" + "x".repeat(i * 10_000) + i))
            .toList();
    file.write(WHEN, objects);

    assertThat(file.read().objects()).containsExactlyInAnyOrderElementsOf(objects);
  }

  @Test
  void replacesWhatWasThere() throws IOException {
    file.write(WHEN, OBJECTS);
    file.write(WHEN.plusSeconds(1), List.of());

    assertThat(file.read()).isEqualTo(new Snapshot(WHEN.plusSeconds(1), List.of()));
    assertThat(names()).containsExactly(path().getFileName().toString());
  }

  @Test
  void makesItsFolder() throws IOException {
    SnapshotFile below = SnapshotFile.in(folder.resolve("a/b"), "a cluster");
    below.write(WHEN, OBJECTS);

    assertThat(below.read().objects()).isEqualTo(OBJECTS);
  }

  @Test
  void isNotThereBeforeItIsWritten() {
    assertThatThrownBy(file::read).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void refusesEveryFlippedBit() throws IOException {
    byte[] bytes = written();

    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(damaged, "is damaged");
    }
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] bytes = written();

    assertRefused(new byte[0], "is cut off");
    for (int length = 1; length < bytes.length; length++) {
      assertRefused(Arrays.copyOf(bytes, length), "is ");
    }
    assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "is damaged");
  }

  @Test
  void refusesWhatIsNoSnapshot() throws IOException {
    assertRefused("Lorem ipsum dolor sit amet".getBytes(US_ASCII), "is damaged");
    assertRefused(sealed("Lorem ipsum dolor sit amet".getBytes(US_ASCII)), "is no snapshot");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toString(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertThatThrownBy(file::read).hasMessage("is too long");
    Files.delete(path());
    Files.createDirectory(path());
    assertThatIOException().isThrownBy(file::read);
  }

  @Test
  void refusesOtherVersions() throws IOException {
    byte[] bytes = written();
    bytes[VERSION]++;

    assertRefused(sealed(bytes), "has form 2, not 1");
  }

  @Test
  void refusesTheSnapshotOfAnotherCluster() throws IOException {
    SnapshotFile other = SnapshotFile.in(folder, "another cluster");
    other.write(WHEN, OBJECTS);
    file.write(WHEN, List.of());
    assertThat(file.read().objects()).isEmpty();
    assertThat(other.read().objects()).isEqualTo(OBJECTS);

    assertRefused(Files.readAllBytes(Path.of(other.toString())), "is of another cluster");
  }

  private static RecordIndex index() {
    RecordOptions options = new RecordOptions(5, PodMode.VERIFIED, Set.of(), true, false, true);
    Set<Kind> all = EnumSet.allOf(Kind.class);
    return new RecordIndex(options, all, InstantSource.system(), (service, millis) -> {});
  }

  @Test
  void takesNoHarmFromBytesThatSomebodyMadeUp() throws IOException {
    byte[] bytes = written();
    Random random = new Random(1);
    int refused = 0;

    for (int i = 0; i < 20_000; i++) {
      byte[] made = bytes.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        made[random.nextInt(made.length)] = (byte) random.nextInt(256);
      }
      try {
        Snapshot read = file.read(new BytesChannel(sealed(made)));
        assertThat(read.objects()).hasSizeLessThan(made.length);
        index().restore(read.objects());
      } catch (SnapshotException e) {
        refused++;
      }
    }

    assertThat(refused).isBetween(1, 20_000);
  }

  @Test
  void keepsWhatWasThereWhenWritingFails() throws IOException {
    file.write(WHEN, OBJECTS);
    List<ClusterObject> failing =
        new AbstractList<>() {
          @Override
          public ClusterObject get(int index) {
            throw new IllegalStateException("no more");
          }

          @Override
          public int size() {
            return 1;
          }
        };

    assertThatThrownBy(() -> file.write(WHEN, failing)).hasMessage("no more");

    assertThat(file.read().objects()).isEqualTo(OBJECTS);
    assertThat(names()).hasSize(1);
  }

  @Test
  void removesWhatOthersDidNotFinishWhenNobodyWillAnyMore() throws IOException {
    String name = path().getFileName().toString();
    Path abandoned = Files.createFile(folder.resolve(name + ".1.tmp"));
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path begun = Files.createFile(folder.resolve(name + ".2.tmp"));
    Path foreign = Files.createFile(folder.resolve("other.tmp"));
    Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));

    file.write(WHEN, OBJECTS);

    assertThat(abandoned).doesNotExist();
    assertThat(begun).exists();
    assertThat(foreign).exists();
  }

  @Test
  void isWholeWhoeverWritesAndReadsAtTheSameTime() throws Exception {
    file.write(WHEN, OBJECTS);
    Callable<List<Snapshot>> user =
        () -> {
          List<Snapshot> read = new ArrayList<>();
          for (int i = 0; i < 100; i++) {
            file.write(WHEN, OBJECTS);
            read.add(file.read());
          }
          return read;
        };

    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : users.invokeAll(List.of(user, user, user, user))) {
        assertThat(each.get()).containsOnly(new Snapshot(WHEN, OBJECTS));
      }
    }
    assertThat(names()).hasSize(1);
  }
}

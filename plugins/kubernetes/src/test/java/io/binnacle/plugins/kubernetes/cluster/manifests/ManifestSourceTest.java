// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import static io.binnacle.plugins.kubernetes.cluster.manifests.ManifestFolder.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.MapIndex;
import io.binnacle.plugins.kubernetes.cluster.Service;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestSourceTest {
  @TempDir Path temp;
  private final MapIndex index = new MapIndex();
  private ManifestFolder folder = new ManifestFolder(Path.of(""));

  @BeforeEach
  void useFolder() {
    folder = new ManifestFolder(temp);
  }

  private static String service(String name, String clusterIp) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %s}
    spec: {clusterIP: %s}
    """
        .formatted(name, clusterIp);
  }

  private ClusterFeed start() throws IOException {
    return new ManifestSource(List.of(temp), ALL).start(index, (host, code, nanos) -> {});
  }

  private static boolean hasAddress(MapIndex index, String service, String address) {
    return index.get(Kind.SERVICE, "default", service) instanceof Service found
        && found.clusterIps().toString().equals("[" + address + "]");
  }

  @Test
  void hasAllKindsListedOnceStarted() throws IOException {
    folder.write("a.yaml", service("web", "10.96.0.1"));

    try (ClusterFeed feed = start()) {
      assertThat(feed.synced()).isCompleted();
      assertThat(feed.waitingFor()).isEmpty();
      assertThat(index.listed()).isEqualTo(Set.of(Kind.values()));
      assertThat(hasAddress(index, "web", "10.96.0.1")).isTrue();
    }
  }

  @Test
  void followsEditsNewFilesAndDeletions() throws IOException {
    Path file = folder.write("a.yaml", service("web", "10.96.0.1"));

    try (ClusterFeed feed = start()) {
      folder.write("a.yaml", service("web", "10.96.0.2"));
      index.await(now -> hasAddress(now, "web", "10.96.0.2"));

      folder.write("b.yml", service("other", "10.96.0.3"));
      index.await(now -> hasAddress(now, "other", "10.96.0.3"));

      Files.delete(file);
      index.awaitAbsent(Kind.SERVICE, "default", "web");
      assertThat(feed.waitingFor()).isEmpty();
    }
  }

  @Test
  void followsAMountedConfigMap() throws IOException {
    Path first = Files.createDirectory(temp.resolve("..first"));
    Files.writeString(first.resolve("a.yaml"), service("web", "10.96.0.1"));
    Path second = Files.createDirectory(temp.resolve("..second"));
    Files.writeString(second.resolve("a.yaml"), service("web", "10.96.0.2"));
    Files.createSymbolicLink(temp.resolve("..data"), Path.of("..first"));
    Files.createSymbolicLink(temp.resolve("a.yaml"), Path.of("..data", "a.yaml"));

    try (ClusterFeed feed = start()) {
      assertThat(hasAddress(index, "web", "10.96.0.1")).isTrue();

      Files.createSymbolicLink(temp.resolve("..new"), Path.of("..second"));
      Files.move(temp.resolve("..new"), temp.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

      index.await(now -> hasAddress(now, "web", "10.96.0.2"));
      assertThat(feed.waitingFor()).isEmpty();
    }
  }

  @Test
  void keepsTheLastGoodStateWhileAFileIsWrong() throws IOException {
    Path file = folder.write("a.yaml", service("web", "10.96.0.1"));
    folder.write("b.yaml", service("other", "10.96.0.3"));

    try (ClusterFeed feed = start()) {
      List<ClusterObject> before = index.objects();
      folder.write("b.yaml", service("other", "10.96.0.4"));
      folder.write("a.yaml", service("web", "10.96.0.256"));
      Eventually.await(() -> !feed.waitingFor().isEmpty());

      assertThat(feed.waitingFor())
          .isEqualTo(file + ":4:19: expected an IP address, found '10.96.0.256'");
      assertThat(index.objects()).isEqualTo(before);

      folder.write("a.yaml", service("web", "10.96.0.5"));
      index.await(now -> hasAddress(now, "web", "10.96.0.5"));
      index.await(now -> hasAddress(now, "other", "10.96.0.4"));
    }
  }

  @Test
  void keepsTheLastGoodStateWhileAFolderIsGone() throws IOException {
    folder.write("a.yaml", service("web", "10.96.0.1"));
    Path away = temp.resolveSibling(temp.getFileName() + "-away");

    try (ClusterFeed feed = start()) {
      Files.move(temp, away);
      Eventually.await(() -> !feed.waitingFor().isEmpty());

      assertThat(feed.waitingFor()).isEqualTo(temp + ": no such file or folder");
      assertThat(hasAddress(index, "web", "10.96.0.1")).isTrue();

      Files.move(away, temp);
      folder.write("a.yaml", service("web", "10.96.0.2"));
      index.await(now -> hasAddress(now, "web", "10.96.0.2"));
    }
  }

  @Test
  void doesNotFeedOnceClosed() throws IOException {
    folder.write("a.yaml", service("web", "10.96.0.1"));
    start().close();

    int lists = index.lists();
    folder.write("a.yaml", service("web", "10.96.0.2"));
    try (ClusterFeed feed =
        new ManifestSource(List.of(temp), ALL).start(new MapIndex(), (host, code, nanos) -> {})) {
      assertThat(feed.synced()).isCompleted();
    }

    assertThat(index.lists()).isEqualTo(lists);
  }

  @Test
  void doesNotStartWithoutItsFiles() {
    Path missing = temp.resolve("missing");

    assertThatIOException()
        .isThrownBy(
            () ->
                new ManifestSource(List.of(temp, missing), ALL)
                    .start(index, (host, code, nanos) -> {}))
        .withMessage(missing + ": no such file or folder");
  }

  @Test
  void doesNotStartWithAFileThatIsWrong() throws IOException {
    Path file = folder.write("a.yaml", "kind: Service\n");

    assertThatIOException()
        .isThrownBy(this::start)
        .withMessage(file + ":1:1: expected an object with apiVersion and kind, found one without");
  }

  @Test
  void readsSingleFilesOfAnyName() throws IOException {
    Path file = folder.write("objects", service("web", "10.96.0.1"));

    try (ClusterFeed feed =
        new ManifestSource(List.of(file), ALL).start(index, (host, code, nanos) -> {})) {
      assertThat(feed.waitingFor()).isEmpty();
      assertThat(hasAddress(index, "web", "10.96.0.1")).isTrue();
    }
  }

  @Test
  void leavesOutHiddenFilesOtherFilesAndFoldersWithin() throws IOException {
    folder.write(".a.yaml", service("hidden", "10.96.0.1"));
    folder.write("a.yaml~", service("backup", "10.96.0.1"));
    folder.write("a.txt", "not: [yaml");
    Files.createDirectory(temp.resolve("more"));
    Files.writeString(temp.resolve("more/a.yaml"), service("deep", "10.96.0.1"));

    assertThat(folder.load().objects()).isEmpty();
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Path file = temp.resolve("a.yaml");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 100 << 20);
    }

    assertThatIOException()
        .isThrownBy(this::start)
        .withMessage(file + ": expected at most 16777216 bytes, found 104857601");
  }
}

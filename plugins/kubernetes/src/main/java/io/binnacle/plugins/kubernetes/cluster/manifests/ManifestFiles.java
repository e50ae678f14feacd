// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files, and the files of folders: those that end in {@code .yaml}, {@code .yml} or {@code .json}.
 * What begins with a dot is left out, and so are folders within folders. Links are followed, so
 * that a mounted ConfigMap, which is replaced as a whole by moving a link, is one folder.
 *
 * <p><i>Immutable.</i>
 */
record ManifestFiles(List<Path> paths) {
  private static final long MAX_BYTES = 16 << 20;

  /** What tells a version of a file from the one before. */
  record Version(Path file, FileTime modified, long size, @Nullable Object inode) {}

  /** The files that are there now, sorted within each folder. */
  List<Version> versions() {
    List<Version> versions = new ArrayList<>();
    for (Path path : paths) {
      try {
        if (Files.isDirectory(path)) {
          for (Path file : manifests(path)) {
            versions.add(version(file));
          }
        } else {
          versions.add(version(path));
        }
      } catch (IOException e) {
        throw new ManifestException(path, reason(e));
      }
    }
    return versions;
  }

  private static List<Path> manifests(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(ManifestFiles::isManifest).filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isManifest(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
  }

  private static Version version(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    if (now.size() > MAX_BYTES) {
      throw new ManifestException(
          file, "expected at most " + MAX_BYTES + " bytes, found " + now.size());
    }
    return new Version(file, now.lastModifiedTime(), now.size(), now.fileKey());
  }

  /** The text of a file. */
  static String read(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ManifestException(file, "expected UTF-8");
    } catch (IOException e) {
      throw new ManifestException(file, reason(e));
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }
}

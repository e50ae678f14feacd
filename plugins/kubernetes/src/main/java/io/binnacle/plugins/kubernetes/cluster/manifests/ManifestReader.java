// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import io.binnacle.plugins.kubernetes.cluster.Complaints;
import io.binnacle.plugins.kubernetes.cluster.FieldReader;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.ObjectDecoder;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects that names are made of in a file; all others are passed over.
 *
 * <p><i>Confined to one thread.</i>
 */
final class ManifestReader {
  private static final String LIST = "List";
  private static final String DEFAULT_NAMESPACE = "default";

  private final Path file;
  private final Complaints complaints;
  private final FieldReader read;
  private final ObjectDecoder decode;
  private final List<Manifest> manifests = new ArrayList<>();

  private ManifestReader(Path file) {
    this.file = file;
    this.complaints = complaints(file);
    this.read = new FieldReader(complaints);
    this.decode = new ObjectDecoder(complaints);
  }

  /** The objects of this file, in its order. */
  static List<Manifest> manifests(Path file) {
    return manifests(file, ManifestFiles.read(file));
  }

  /** The same of a file that holds this text. */
  static List<Manifest> manifests(Path file, String text) {
    ManifestReader reader = new ManifestReader(file);
    if (file.toString().endsWith(".json")) {
      return reader.readAll(text.replace('\t', ' ')); // white space in JSON, but an error in YAML
    }
    return reader.readAll(text);
  }

  private List<Manifest> readAll(String text) {
    for (Value document : YamlReader.documents(file, text)) {
      if (!(document instanceof Value.Absent)) {
        add(document, null, "");
      }
    }
    return manifests;
  }

  /** Stops at what is wrong, and says where in the file that is. */
  static Complaints complaints(Path file) {
    return (what, found) -> {
      throw new ManifestException(
          file, found.mark(), "expected " + what + ", found " + found.description());
    };
  }

  /** Adds an object; one within a list may leave out what it is. */
  private void add(Value object, @Nullable String listVersion, String listKind) {
    if (!(object instanceof Value.Mapping)) {
      complaints.expected("an object with apiVersion and kind", object);
    }
    String version = read.text(object.get("apiVersion"));
    String kind = read.text(object.get("kind"));
    if (listVersion != null && kind.isEmpty()) {
      version = listVersion;
      kind = listKind;
    }
    if (version.isEmpty() || kind.isEmpty()) {
      throw new ManifestException(
          file, object.mark(), "expected an object with apiVersion and kind, found one without");
    }
    if (kind.endsWith(LIST) && object.get("items") instanceof Value.Sequence items) {
      if (listVersion != null) {
        throw new ManifestException(
            file, object.mark(), "expected an object, found a list in a list");
      }
      String itemKind = kind.substring(0, kind.length() - LIST.length());
      for (Value item : items.items()) {
        add(item, version, itemKind);
      }
      return;
    }
    Kind known = Kind.of(version, kind);
    if (known != null) {
      manifests.add(manifest(known, object));
    }
  }

  private Manifest manifest(Kind kind, Value object) {
    Value metadata = object.get("metadata");
    String name = read.text(metadata.get("name"));
    if (name.isEmpty()) {
      complaints.expected("a name of the " + kind, metadata.get("name"));
    }
    String namespace = read.text(metadata.get("namespace"));
    if (kind == Kind.NAMESPACE) {
      namespace = "";
    } else if (namespace.isEmpty()) {
      namespace = DEFAULT_NAMESPACE;
    }
    Map<String, String> labels = read.texts(metadata.get("labels"));
    ObjectKey key = new ObjectKey(namespace, name);
    return new Manifest(file, kind, key, labels, object, decode.decode(kind, key, object));
  }
}

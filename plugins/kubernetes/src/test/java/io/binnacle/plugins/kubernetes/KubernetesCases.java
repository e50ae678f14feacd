// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The test data: a cluster, questions, and what CoreDNS answered. */
final class KubernetesCases {
  private static final Map<String, Object> DATA = load("kubernetes-cases.json");

  private KubernetesCases() {}

  /** A question, and what is expected; some are asked by a pod. */
  record Case(
      int id, String config, String name, String type, boolean isFromPod, Expected expected) {
    @Override
    public String toString() {
      return id + ": " + name + " " + type + " (" + config + ")";
    }
  }

  /** What is expected, records as text. */
  record Expected(
      String rcode,
      boolean isAuthoritative,
      List<String> answer,
      List<String> authority,
      List<String> additional) {}

  /** What is right where CoreDNS is not: fields of a case in place of those that it has. */
  record Correction(String reason, Map<String, Object> fields) {
    Expected of(Expected found) {
      return new Expected(
          fields.containsKey("rcode") ? text(fields, "rcode") : found.rcode(),
          true,
          records("answer", found.answer()),
          records("authority", found.authority()),
          records("additional", found.additional()));
    }

    private List<String> records(String section, List<String> otherwise) {
      return fields.containsKey(section) ? texts(fields.get(section)) : otherwise;
    }
  }

  /** All questions, with what CoreDNS answered. */
  static List<Case> all() {
    return list(DATA.get("cases")).stream()
        .map(
            fields ->
                new Case(
                    (Integer) field(fields, "id"),
                    text(fields, "config"),
                    text(fields, "qname"),
                    text(fields, "qtype"),
                    fields.containsKey("client"),
                    expected(fields)))
        .toList();
  }

  /** What is right in place of what CoreDNS answered, by the number of the case. */
  static Map<Integer, Correction> corrections() {
    Map<Integer, Correction> corrections = new HashMap<>();
    for (Map<String, Object> fields :
        list(load("kubernetes-corrections.yaml").get("corrections"))) {
      corrections.put(
          (Integer) field(fields, "id"), new Correction(text(fields, "reason"), fields));
    }
    return corrections;
  }

  /** The directives of a configuration. */
  static String config(String name) {
    return text(map(DATA.get("configs")), name);
  }

  static String upstreamZone() {
    return text(DATA, "upstream_zone");
  }

  /** The file with the cluster's objects. */
  static Path cluster() {
    return file("kubernetes-cluster.yaml");
  }

  /** The file with the pod that asks, which has a loopback address in place of its own. */
  static Path client() {
    return file("kubernetes-client.yaml");
  }

  private static Path file(String name) {
    try {
      return Path.of(resource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Expected expected(Map<String, Object> fields) {
    return new Expected(
        text(fields, "rcode"),
        (Boolean) field(fields, "aa"),
        texts(fields.get("answer")),
        texts(fields.get("authority")),
        texts(fields.get("additional")));
  }

  private static Map<String, Object> load(String name) {
    try (InputStream in = resource(name).openStream()) {
      return map(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(KubernetesCases.class.getResource(name), name);
  }

  private static Object field(Map<String, Object> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  private static String text(Map<String, Object> fields, String name) {
    return (String) field(fields, name);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(@Nullable Object value) {
    return (List<Map<String, Object>>) Objects.requireNonNull(value);
  }

  @SuppressWarnings("unchecked")
  private static List<String> texts(@Nullable Object value) {
    return value == null ? List.of() : (List<String>) value;
  }
}

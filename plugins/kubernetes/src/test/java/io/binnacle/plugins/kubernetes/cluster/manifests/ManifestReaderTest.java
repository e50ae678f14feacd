// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.MapIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
  @TempDir Path temp;
  private ManifestFolder folder = new ManifestFolder(Path.of(""));

  @BeforeEach
  void useFolder() {
    folder = new ManifestFolder(temp);
  }

  private List<String> services(String file, String text) throws IOException {
    folder.write(file, text);
    return names(folder.load());
  }

  private static List<String> names(MapIndex index) {
    return index.objects().stream()
        .filter(object -> object.kind() == Kind.SERVICE)
        .map(ClusterObject::key)
        .map(Object::toString)
        .toList();
  }

  @Test
  void readsManyDocuments() throws IOException {
    assertThat(
            services(
                "a.yaml",
                """
                # a comment
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: a, namespace: x}
                ---
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: b
                ...
                """))
        .containsExactly("default/b", "x/a");
  }

  @Test
  void readsJsonWithTabs() throws IOException {
    assertThat(
            services(
                "a.json",
                """
                {
                \t"apiVersion": "v1", "kind": "Service",
                \t"metadata": {\t"name":"a"},
                \t"spec": {"clusterIPs":["10.96.0.1","fd00::"]}
                }
                """))
        .containsExactly("default/a");
  }

  @Test
  void readsLists() throws IOException {
    assertThat(
            services(
                "a.yaml",
                """
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Service, metadata: {name: a}}
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
                ---
                apiVersion: v1
                kind: ServiceList
                items:
                - metadata: {name: b}
                - metadata: {name: c}
                """))
        .containsExactly("default/a", "default/b", "default/c");
  }

  @Test
  void passesOverOtherKinds() throws IOException {
    assertThat(
            services(
                "a.yaml",
                """
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: 3}}
                ---
                {apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: b}}
                """))
        .isEmpty();
  }

  @Test
  void followsAliasesAndMerges() throws IOException {
    folder.write(
        "a.yaml",
        """
        apiVersion: v1
        kind: List
        items:
        - &base
          apiVersion: v1
          kind: Service
          metadata: &meta {name: a, namespace: x}
          spec: {clusterIP: 10.96.0.1}
        - <<: *base
          metadata: {name: b, <<: *meta}
        """);

    MapIndex index = folder.load();

    assertThat(names(index)).containsExactly("x/a", "x/b");
    assertThat(index.get(Kind.SERVICE, "x", "b"))
        .hasToString(String.valueOf(index.get(Kind.SERVICE, "x", "a")).replace("name=a", "name=b"));
  }

  @Test
  void readsAByteOrderMark() throws IOException {
    assertThat(services("a.yaml", "\ufeff{apiVersion: v1, kind: Service, metadata: {name: a}}"))
        .containsExactly("default/a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[a]                                    | 1:1: expected an object with apiVersion and kind,"
            + " found a list",
        "{kind: Service}                        | 1:1: expected an object with apiVersion and kind,"
            + " found one without",
        "S metadata: {labels: {a: b}}           | 3:11: expected a name of the Service, found"
            + " nothing",
        "S                                      | 1:1: expected a name of the Service, found"
            + " nothing",
        "S metadata: {name: 80}                 | 3:18: expected text, found 80",
        "S metadata: {name: a, labels: {b: 1.5}}| 3:33: expected text, found 1.5",
        "S metadata: {name: a, labels: x}       | 3:29: expected a mapping, found 'x'",
        "M spec: {clusterIP: web}               | 4:19: expected an IP address, found 'web'",
        "M spec: {clusterIPs: 10.96.0.1}        | 4:20: expected a list, found '10.96.0.1'",
        "M spec: {clusterIPs: [10.96.0.1, {}]}  | 4:32: expected an IP address, found a mapping",
        "M spec: {ports: [{port: http}]}        | 4:23: expected a number from 1 to 65535, found"
            + " 'http'",
        "M spec: {ports: [{port: 65536}]}       | 4:23: expected a number from 1 to 65535, found"
            + " 65536",
        "M spec: {ports: [{name: http}]}        | 4:16: expected a number from 1 to 65535, found"
            + " nothing",
        "M spec: {a: b, a: c}                   | 4:14: expected each field once, found 'a' again",
        "M spec: {? [a] : b}                    | 4:10: expected the name of a field",
        "M spec: *other                         | 4:7: expected an anchor that was defined before,"
            + " found '*other'",
        "M spec: &a [*a]                        | 4:11: expected an anchor that was defined before,"
            + " found '*a'",
        "M spec: {clusterIP: 10.96.0.1          | 4:28: expected ',' or '}', found stream end",
        "M  bad: indent                         | 4:2: expected the indentation of the lines above,"
            + " found block mapping start",
        "M @x: y                                | 4:1: found character '@' that cannot start any"
            + " token",
      })
  void saysWhereAndWhatIsWrong(String text, String problem) throws IOException {
    String service = "apiVersion: v1\nkind: Service\n";
    String manifest =
        switch (text.charAt(0)) {
          case 'S' -> service + text.substring(1).strip();
          case 'M' -> service + "metadata: {name: a}\n" + text.substring(2);
          default -> text;
        };
    Path file = folder.write("a.yaml", manifest);

    assertThatThrownBy(folder::load)
        .isInstanceOf(IOException.class)
        .message()
        .startsWith(file + ":" + problem);
  }

  @Test
  void refusesTheSameObjectTwice() throws IOException {
    String text = "---\n{apiVersion: v1, kind: Service, metadata: {name: a}}\n";
    Path first = folder.write("a.yaml", text);
    Path second = folder.write("b.yaml", "\n" + text);

    assertThatThrownBy(folder::load)
        .hasMessage(
            second
                + ":3:1: expected each object once, found Service default/a again, which is at "
                + first
                + ":2");
  }

  @Test
  void refusesListsInLists() throws IOException {
    Path file =
        folder.write(
            "a.yaml",
            "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: List, items: []}]}");

    assertThatThrownBy(folder::load)
        .hasMessage(file + ":1:38: expected an object, found a list in a list");
  }

  @Test
  void refusesDeepNesting() throws IOException {
    Path file = folder.write("a.yaml", "[".repeat(10_000));

    assertThatThrownBy(folder::load).hasMessage(file + ":1:101: expected at most 100 levels");
  }

  @Test
  void refusesAliasesThatRepeatWithoutBound() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.append("*a%d, ".formatted(i - 1).repeat(10)).append("]\n");
    }
    folder.write("a.yaml", bomb.toString());

    assertThatThrownBy(folder::load)
        .message()
        .contains("expected aliases for at most 100000 values");
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    Path file = Files.write(temp.resolve("a.yaml"), "é".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(folder::load).hasMessage(file + ": expected UTF-8");
  }

  @Test
  void refusesControlCharacters() throws IOException {
    Path file = folder.write("a.yaml", "a: \u0000\n");

    assertThatThrownBy(folder::load)
        .isInstanceOf(IOException.class)
        .message()
        .startsWith(file.toString());
  }
}

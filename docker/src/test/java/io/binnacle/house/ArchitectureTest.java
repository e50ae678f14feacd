// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the parts of the house, read from the class files. */
class ArchitectureTest {
  /** What each package of the server may name, beside itself. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "corefile", Set.of(),
          "dns", Set.of(),
          "logging", Set.of(),
          "plugin", Set.of("corefile", "dns"),
          "client", Set.of("plugin", "dns"),
          "transport", Set.of("plugin", "dns"),
          "server", Set.of("corefile", "dns", "logging", "plugin", "transport"));

  /** The plugins that are made of what another one knows, by folder. */
  private static final Map<String, String> STANDS_ON =
      Map.of("io.binnacle.plugins.k8s_external.", "io.binnacle.plugins.kubernetes.");

  private static final Pattern OURS = Pattern.compile("io\\.binnacle\\.(\\w+)\\..*");

  private final List<ClassFile> classes = House.classes();

  @Test
  void readsTheWholeProgram() {
    assertThat(classes).extracting(ClassFile::name).contains("io.binnacle.Main");
    assertThat(classes)
        .extracting(ClassFile::module)
        .contains("server", "plugins/standard", "plugins/kubernetes");
  }

  @Test
  void everyPartOfTheServerHasItsArrows() {
    assertThat(
            classes.stream()
                .filter(type -> type.module().equals("server"))
                .map(type -> part(type.name()))
                .filter(part -> !part.isEmpty()))
        .allSatisfy(part -> assertThat(ARROWS).containsKey(part));
  }

  @Test
  void arrowsInTheServerPointOneWay() {
    assertThat(
            uses(
                type -> ARROWS.containsKey(part(type.name())),
                (type, used) -> {
                  String from = part(type.name());
                  String to = part(used);
                  return !to.isEmpty()
                      && !to.equals(from)
                      && !ARROWS.getOrDefault(from, Set.of()).contains(to);
                }))
        .isEmpty();
  }

  @Test
  void serverKnowsPluginsOnlyByName() {
    assertThat(
            uses(
                type -> type.module().equals("server"),
                (type, used) -> used.startsWith("io.binnacle.plugins.")))
        .isEmpty();
  }

  @Test
  void pluginsDoNotKnowEachOther() {
    Set<String> plugins =
        classes.stream()
            .filter(type -> type.name().endsWith("Plugin"))
            .map(type -> type.packageName() + ".")
            .filter(folder -> folder.startsWith("io.binnacle.plugins."))
            .collect(toSet());

    assertThat(
            uses(
                type -> type.module().startsWith("plugins/"),
                (type, used) ->
                    plugins.stream()
                        .filter(folder -> !folder.equals(STANDS_ON.get(type.packageName() + ".")))
                        .anyMatch(
                            folder -> used.startsWith(folder) && !type.name().startsWith(folder))))
        .isEmpty();
  }

  @Test
  void onlyTheKubernetesModuleKnowsFabric8() {
    assertThat(
            uses(
                type -> !type.module().equals("plugins/kubernetes"),
                (type, used) -> used.startsWith("io.fabric8.")))
        .isEmpty();
  }

  @Test
  void onlyDnsReadsAndWritesTheWire() {
    Pattern wire =
        Pattern.compile(
            "org\\.xbill\\.DNS\\.\\w+\\.(to|from)Wire\\w* .*"
                + "|org\\.xbill\\.DNS\\.Message\\.<init> \\((\\[B|Ljava/nio/ByteBuffer;)\\)V"
                + "|org\\.xbill\\.DNS\\.DNS(In|Out)put\\..*");

    assertThat(
            classes.stream()
                .filter(type -> !part(type.name()).equals("dns"))
                .flatMap(
                    type ->
                        type.members().stream()
                            .filter(wire.asMatchPredicate())
                            .map(member -> type.name() + " uses " + member)))
        .isEmpty();
  }

  @Test
  void bytesOfTheNetworkStayAtTheEdges() {
    Set<String> edges = Set.of("dns", "transport", "client");

    assertThat(
            uses(
                type -> !edges.contains(part(type.name())),
                (type, used) -> used.startsWith("io.netty.buffer.")))
        .isEmpty();
  }

  /**
   * The word behind {@code io.binnacle} in a class's name; empty for Main and for what is not ours.
   */
  private static String part(String name) {
    var matcher = OURS.matcher(name);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** Each use of a class that a rule forbids, as a sentence. */
  private Stream<String> uses(Predicate<ClassFile> of, Rule forbids) {
    return classes.stream()
        .filter(of)
        .flatMap(
            type ->
                type.classes().stream()
                    .filter(used -> forbids.test(type, used))
                    .map(used -> type.name() + " uses " + used));
  }

  private interface Rule {
    boolean test(ClassFile type, String used);
  }
}

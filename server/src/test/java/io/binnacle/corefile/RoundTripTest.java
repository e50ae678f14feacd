// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is written is read. */
class RoundTripTest {
  /** A directive, before it is text. */
  record Node(List<String> words, List<Node> block) {
    String render(String indent) {
      String line = words.stream().map(Render::word).collect(joining(" ", indent, ""));
      return block.isEmpty()
          ? line + "\n"
          : line + " {\n" + render(block, indent + "  ") + indent + "}\n";
    }

    static String render(List<Node> nodes, String indent) {
      return nodes.stream().map(node -> node.render(indent)).collect(joining());
    }
  }

  @Property(tries = 300)
  void readsWhatIsWritten(@ForAll("trees") List<Node> tree) throws CorefileException {
    String text = "dns://.:53 {\n" + Node.render(tree, "  ") + "}\n";

    assertThat(Render.render(Parsing.parse(text))).isEqualTo(text);
  }

  @Provide
  Arbitrary<List<Node>> trees() {
    return nodes(3);
  }

  private static Arbitrary<List<Node>> nodes(int depth) {
    Arbitrary<List<Node>> block = depth == 0 ? Arbitraries.just(List.of()) : nodes(depth - 1);
    Arbitrary<List<String>> words = words().list().ofMinSize(1).ofMaxSize(4);
    return Combinators.combine(words, block).as(Node::new).list().ofMaxSize(3);
  }

  /** Any words but the one with a meaning, and what a quoted word cannot say. */
  private static Arbitrary<String> words() {
    return Arbitraries.strings()
        .withChars("ab.:/*-_#\"{}(),' \t\n\r\u00a0é")
        .ofMaxLength(8)
        .filter(word -> !word.equals("import"));
  }
}

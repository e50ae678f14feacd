// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

import java.util.List;

/**
 * A part of a template.
 *
 * <p><i>Immutable.</i>
 */
@FunctionalInterface
interface Node {
  /** Nothing. */
  Node NONE = _ -> {};

  /** Appends its text, or does what else it is there for. */
  void render(Frame frame) throws RenderException;

  /** Text outside actions. */
  record Text(String text) implements Node {
    @Override
    public void render(Frame frame) throws RenderException {
      frame.append(text);
    }
  }

  /** One after the other. */
  record Sequence(List<Node> nodes) implements Node {
    public Sequence {
      nodes = List.copyOf(nodes);
    }

    @Override
    public void render(Frame frame) throws RenderException {
      for (Node node : nodes) {
        node.render(frame);
      }
    }
  }
}

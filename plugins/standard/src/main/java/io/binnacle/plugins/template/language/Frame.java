// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

/**
 * A template while it is rendered: its variables, of which the first is the data, and the text so
 * far.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class Frame {
  /** Longer than any record can be, unless most of it is escapes. */
  static final int LONGEST_TEXT = 1 << 16;

  static final int MOST_ROUNDS = 10_000;

  private final Object[] variables;
  private final StringBuilder text = new StringBuilder();
  private int rounds;

  Frame(Object data, int size) {
    variables = new Object[size];
    variables[0] = data;
  }

  Object get(int variable) {
    return variables[variable];
  }

  void set(int variable, Object value) {
    variables[variable] = value;
  }

  void append(String more) throws RenderException {
    if (text.length() + more.length() > LONGEST_TEXT) {
      throw new RenderException("the text is longer than " + LONGEST_TEXT + " characters");
    }
    text.append(more);
  }

  /** One more round of a loop. */
  void round() throws RenderException {
    if (++rounds > MOST_ROUNDS) {
      throw new RenderException("loops make more than " + MOST_ROUNDS + " rounds");
    }
  }

  String text() {
    return text.toString();
  }
}

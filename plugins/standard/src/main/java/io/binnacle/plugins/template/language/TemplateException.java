// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

/**
 * A text that is no template, or one whose types do not fit.
 *
 * <p><i>Immutable.</i>
 */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1;

  private final String message;
  private final int index;

  TemplateException(int index, String message) {
    super(message);
    this.message = message;
    this.index = index;
  }

  /** Where, as the index of a character in the template's text. */
  public int index() {
    return index;
  }

  /** What is wrong. */
  public String message() {
    return message;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

import io.binnacle.plugins.template.language.Type.Struct;
import java.util.List;

/**
 * Text that depends on data: {@code {{ .Name }} 60 IN A {{ index .Match 1 }}}.
 *
 * <p><i>Immutable.</i>
 */
public final class Template {
  private final Node whole;
  private final int variables;

  private Template(Node whole, int variables) {
    this.whole = whole;
    this.variables = variables;
  }

  /** A template over such data. */
  public static Template compile(String text, Struct data) throws TemplateException {
    Parser parser = new Parser(text, data);
    Node whole = parser.parse();
    return new Template(whole, parser.places());
  }

  /** Whether its text is the same whatever the data. */
  public boolean isConstant() {
    return whole instanceof Node.Text || whole.equals(new Node.Sequence(List.of()));
  }

  /** The text for these data. */
  public String render(Object data) throws RenderException {
    Frame frame = new Frame(data, variables);
    whole.render(frame);
    return frame.text();
  }
}

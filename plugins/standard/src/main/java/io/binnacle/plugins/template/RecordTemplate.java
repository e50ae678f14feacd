// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Position;
import io.binnacle.corefile.Token;
import io.binnacle.plugins.template.language.RenderException;
import io.binnacle.plugins.template.language.Template;
import io.binnacle.plugins.template.language.TemplateException;
import io.binnacle.plugins.template.language.Type.Struct;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;

/**
 * A template that makes a record.
 *
 * <p><i>Immutable.</i>
 */
final class RecordTemplate {
  private final int section;
  private final Token source;
  private final Template template;
  private final @Nullable Record constant;

  private RecordTemplate(int section, Token source, Template template, @Nullable Record constant) {
    this.section = section;
    this.source = source;
    this.template = template;
    this.constant = constant;
  }

  /**
   * Those of an option.
   *
   * @param section where their records belong, one of {@link org.xbill.DNS.Section}
   */
  static List<RecordTemplate> parse(Directive option, int section, Struct data)
      throws CorefileException {
    option.argument(0, "a record");
    List<RecordTemplate> templates = new ArrayList<>();
    for (Token source : option.arguments()) {
      templates.add(parse(option, section, source, data));
    }
    return templates;
  }

  private static RecordTemplate parse(Directive option, int section, Token source, Struct data)
      throws CorefileException {
    try {
      Template template = Template.compile(source.text(), data);
      Record constant = template.isConstant() ? RecordText.parse(source.text()) : null;
      return new RecordTemplate(section, source, template, constant);
    } catch (TemplateException e) {
      throw option.error(source.at(e.index()), e.message());
    } catch (TextParseException e) {
      throw option.error(source.position(), "expected a record: " + e.getMessage());
    }
  }

  /** Where its record belongs, one of {@link org.xbill.DNS.Section}. */
  int section() {
    return section;
  }

  String text() {
    return source.text();
  }

  Position position() {
    return source.position();
  }

  /** The record, if it is the same for all queries, or null. */
  @Nullable Record constant() {
    return constant;
  }

  /** The text for a query. */
  String render(Match match) throws RenderException {
    return template.render(match);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Options;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.ExtendedError;
import io.binnacle.plugins.expression.Expression;
import io.binnacle.plugins.template.language.Type.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/**
 * Reads a {@code template}: patterns first, then variables, conditions and records, which may speak
 * of the patterns and variables. What is wrong with those hides what is wrong behind them.
 *
 * <p><i>Used at set-up only.</i>
 */
final class RuleReader {
  private final Directive template;
  private final Options options;
  private final List<NamePattern> patterns = new ArrayList<>();
  private final List<Expression<Match>> conditions = new ArrayList<>();
  private final List<RecordTemplate> records = new ArrayList<>();
  private Variables variables = Variables.NONE;
  private boolean isSound = true;

  private RuleReader(Directive template) {
    this.template = template;
    this.options = template.options();
  }

  /**
   * The rule.
   *
   * @param block the zones that a template without zones is about
   * @param obsolete told of options that have no effect any more
   */
  static Rule read(Directive template, Zones block, Consumer<Directive> obsolete)
      throws CorefileException {
    return new RuleReader(template).read(block, obsolete);
  }

  private Rule read(Zones block, Consumer<Directive> obsolete) throws CorefileException {
    Scope scope = options.arguments(Scope.NOTHING, it -> Scope.parse(it, block));
    first("match", it -> patterns.addAll(it.values(0, "a regular expression", NamePattern::parse)));
    if (patterns.isEmpty()) {
      patterns.add(NamePattern.ANY);
    }
    first("var", it -> variables = variables.with(it));
    then("expr", it -> conditions.add(Expression.condition(it, 0, variables.vocabulary())));
    Struct data = TemplateData.of(groups(), variables);
    then("answer", it -> records.addAll(RecordTemplate.parse(it, Section.ANSWER, data)));
    then("authority", it -> records.addAll(RecordTemplate.parse(it, Section.AUTHORITY, data)));
    then("additional", it -> records.addAll(RecordTemplate.parse(it, Section.ADDITIONAL, data)));
    then("upstream", obsolete::accept);
    return options.done(
        new Rule(
            template.position(),
            scope,
            patterns,
            variables,
            conditions,
            Scope.table(options.fallthrough(), _ -> true),
            new ResponseTemplate(
                options.value("rcode", Rcode.NOERROR, RuleReader::rcode),
                records,
                options.<@Nullable ExtendedError>value("ederror", null, RuleReader::reason))));
  }

  /** Reads options that others may speak of. */
  private void first(String name, Directive.Visitor reader) {
    int read = then(name, reader);
    isSound &= read == template.properties().stream().filter(it -> it.name().equals(name)).count();
  }

  /** Reads options, if what they may speak of is right; how many are. */
  private int then(String name, Directive.Visitor reader) {
    return options
        .values(
            name,
            option -> {
              if (isSound) {
                reader.visit(option);
              }
              return option;
            })
        .size();
  }

  private Set<String> groups() {
    Set<String> keys = new TreeSet<>();
    patterns.forEach(pattern -> keys.addAll(pattern.keys()));
    return keys;
  }

  private static int rcode(Directive option) throws CorefileException {
    option.atMost(1);
    return Scope.mnemonic(option, 0, "a response code", Rcode::value);
  }

  private static ExtendedError reason(Directive option) throws CorefileException {
    option.atMost(2);
    int code = option.integer(0, "a code", 0, 0xffff);
    return new ExtendedError(code, option.has(1) ? option.arguments().get(1).text() : "");
  }
}

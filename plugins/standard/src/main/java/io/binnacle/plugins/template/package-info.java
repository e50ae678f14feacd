// SPDX-License-Identifier: Apache-2.0
/**
 * Answers made of templates.
 *
 * <p>{@code RuleReader} makes a {@code Rule} of each directive: a {@code Scope}, {@code
 * NamePattern}s, {@code Variables}, conditions and a {@code ResponseTemplate}. {@code
 * TemplateHandler} finds the rule for a query and keeps what was found as a {@code Match}, of which
 * {@code TemplateData} tells templates what they ask for. {@code RecordText} makes records of their
 * texts, and {@code Aliases} completes answers that lead to other names.
 */
@NullMarked
package io.binnacle.plugins.template;

import org.jspecify.annotations.NullMarked;

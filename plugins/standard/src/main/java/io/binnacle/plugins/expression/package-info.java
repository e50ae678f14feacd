// SPDX-License-Identifier: Apache-2.0
/**
 * Expressions over queries, as the Corefile has them in {@code template} and {@code view}: a part
 * of the language of expr-lang, with types that are checked at set-up.
 *
 * <pre>
 * expression := binary [ "?" expression ":" expression ]
 * binary     := unary { OPERATOR unary }                   by precedence, see {@link Operator}
 * unary      := ( "not" | "!" ) binary | ( "-" | "+" ) binary | primary { "[" expression "]" }
 * primary    := NUMBER | STRING | "true" | "false" | "#" | NAME | call
 *             | "[" expression { "," expression } "]" | "(" expression ")"
 * call       := NAME "(" [ expression { "," expression } ] ")"
 * </pre>
 *
 * <p>Numbers are {@code 42}, {@code 0x2a}, {@code 0o52}, {@code 0b101010}, {@code 1_000}, {@code
 * 0.5}; strings stand in single or double quotes, with the escapes of Go, or in backticks, without
 * any. {@code #} is the element that a predicate such as {@code any(list, predicate)} looks at.
 *
 * <p>{@link io.binnacle.plugins.expression.Expression} is the way in, {@link
 * io.binnacle.plugins.expression.Vocabulary} holds the names that an expression may use.
 *
 * @see <a href="https://expr-lang.org/docs/language-definition">The language of expr-lang</a>
 */
@NullMarked
package io.binnacle.plugins.expression;

import org.jspecify.annotations.NullMarked;

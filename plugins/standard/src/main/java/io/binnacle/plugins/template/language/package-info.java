// SPDX-License-Identifier: Apache-2.0
/**
 * Text with actions between double braces: the part of Go's text/template that Corefiles use, with
 * types that are checked at set-up. Of DNS it knows nothing.
 *
 * <pre>
 * template    := { TEXT | comment | action | if | with | range }
 * comment     := "{{/*" … "*&#47;}}"
 * action      := "{{" ( pipeline | VARIABLE ( ":=" | "=" ) pipeline ) "}}"
 * if          := "{{" "if" condition "}}" template { "{{" "else" "if" condition "}}" template } end
 * with        := "{{" "with" condition "}}" template { "{{" "else" "with" condition "}}" template } end
 * range       := "{{" "range" [ [ VARIABLE "," ] VARIABLE ":=" ] pipeline "}}" template end
 * end         := [ "{{" "else" "}}" template ] "{{" "end" "}}"
 * condition   := [ VARIABLE ":=" ] pipeline
 * pipeline    := command { "|" command }
 * command     := operand | ( FUNCTION | operand ) operand { operand }
 * operand     := ( "." | FIELD | VARIABLE | "(" pipeline ")" ) { FIELD } | STRING | NUMBER | "true" | "false"
 * </pre>
 *
 * <p>Operands are separated by white space, and a {@code FIELD} such as {@code .Name} belongs to
 * what it touches. A minus sign and a blank behind the opening braces, or before the closing ones,
 * take away the white space of the text beyond.
 *
 * <p>{@link io.binnacle.plugins.template.language.Template} is the way in, {@link
 * io.binnacle.plugins.template.language.Type.Struct} says what a template may ask for.
 *
 * @see <a href="https://pkg.go.dev/text/template">Go, text/template</a>
 */
@NullMarked
package io.binnacle.plugins.template.language;

import org.jspecify.annotations.NullMarked;

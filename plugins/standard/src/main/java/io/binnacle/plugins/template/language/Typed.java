// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

import io.binnacle.plugins.template.language.Type.Basic;
import io.binnacle.plugins.template.language.Type.ListOf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that a template computes, with its type and its place in the text.
 *
 * <p><i>Immutable.</i>
 *
 * @param constant the value, if it is always the same, or null
 */
record Typed(Type type, int index, @Nullable Object constant, Term term) {
  /** Computes the value. */
  @FunctionalInterface
  interface Term {
    Object value(Frame frame) throws RenderException;
  }

  static Typed of(Type type, int index, Term term) {
    return new Typed(type, index, null, term);
  }

  static Typed constant(Type type, int index, Object value) {
    return new Typed(type, index, value, _ -> value);
  }

  /** This one, which must be of that type. */
  Typed as(Type expected) throws TemplateException {
    if (!type.equals(expected)) {
      throw expected(expected.toString());
    }
    return this;
  }

  /** The type of its elements, if it is a list. */
  Type elements() throws TemplateException {
    if (type instanceof ListOf(Type element)) {
      return element;
    }
    throw expected("a list");
  }

  /** This one, which must have a text. */
  Typed asPrintable() throws TemplateException {
    if (!type.isPrintable()) {
      throw expected("a value that can be printed");
    }
    return this;
  }

  boolean is(Basic basic) {
    return type == basic;
  }

  /** Something else was expected here. */
  TemplateException expected(String what) {
    return new TemplateException(index, "expected " + what + ", found " + type);
  }

  // Values, whose types have been checked at set-up

  Object value(Frame frame) throws RenderException {
    return term.value(frame);
  }

  long integer(Frame frame) throws RenderException {
    return (Long) term.value(frame);
  }

  String string(Frame frame) throws RenderException {
    return (String) term.value(frame);
  }

  List<?> list(Frame frame) throws RenderException {
    return (List<?>) term.value(frame);
  }

  /** Whether it is neither false, nor zero, nor empty. */
  boolean isTrue(Frame frame) throws RenderException {
    return Values.isTrue(term.value(frame));
  }
}

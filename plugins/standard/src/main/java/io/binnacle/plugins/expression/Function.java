// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A function that expressions may call. There may be others of its name with other parameters.
 *
 * <p><i>Immutable.</i>
 *
 * @param <C> what expressions are about
 */
public final class Function<C> {
  private final String name;
  private final List<Type> parameters;
  private final Type result;
  private final Form<C> form;

  private Function(String name, List<Type> parameters, Type result, Form<C> form) {
    this.name = name;
    this.parameters = List.copyOf(parameters);
    this.result = result;
    this.form = form;
  }

  /**
   * What a function does.
   *
   * @param <C> what expressions are about
   */
  @FunctionalInterface
  public interface Body<C> {
    /** The result; the arguments have the types of the parameters. */
    Object call(C context, List<?> arguments) throws EvaluationException;
  }

  /** What a function makes of its arguments at set-up. */
  @FunctionalInterface
  interface Form<C> {
    Term<C> term(List<Typed<C>> arguments) throws ExpressionException;
  }

  /** A function that is called with the values of its arguments. */
  public static <C> Function<C> of(String name, List<Type> parameters, Type result, Body<C> body) {
    return new Function<>(name, parameters, result, arguments -> call(body, arguments));
  }

  /** A function that sees its arguments at set-up. */
  static <C> Function<C> ofForm(String name, List<Type> parameters, Type result, Form<C> form) {
    return new Function<>(name, parameters, result, form);
  }

  private static <C> Term<C> call(Body<C> body, List<Typed<C>> arguments) {
    return frame -> {
      Object[] values = new Object[arguments.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = arguments.get(i).term().value(frame);
      }
      return body.call(frame.context(), List.of(values));
    };
  }

  String name() {
    return name;
  }

  /** Whether these arguments fit. */
  boolean takes(List<Typed<C>> arguments) {
    if (arguments.size() != parameters.size()) {
      return false;
    }
    for (int i = 0; i < parameters.size(); i++) {
      if (!parameters.get(i).accepts(arguments.get(i).type())) {
        return false;
      }
    }
    return true;
  }

  /** A call with arguments that fit. */
  Typed<C> call(int index, List<Typed<C>> arguments) throws ExpressionException {
    return new Typed<>(result, index, form.term(arguments));
  }

  static String toString(String name, List<Type> types) {
    return types.stream().map(Type::toString).collect(Collectors.joining(", ", name + "(", ")"));
  }

  /** {@code replace(a string, a string, a string)}. */
  @Override
  public String toString() {
    return toString(name, parameters);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The signals of POSIX, as far as the JVM leaves them to us: it keeps SIGQUIT for itself and prints
 * all threads' stacks.
 *
 * <p>{@code sun.misc.Signal}, the only way to them, is called by reflection: javac warns of it in
 * words that cannot be switched off, and here every warning is an error.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class Signals {
  private Signals() {}

  /** Runs the action, on a thread of the JVM's, at each signal of this name: {@code TERM}. */
  static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      MethodHandle run =
          MethodHandles.publicLookup()
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo(action);
      Object proxy =
          MethodHandleProxies.asInterfaceInstance(
              handler, MethodHandles.dropArguments(run, 0, signal));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM does not let us handle SIG" + name, e);
    }
  }
}

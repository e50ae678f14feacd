// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * The two system calls that move many datagrams at once.
 *
 * <p><i>Confined to one event loop.</i>
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/recvmmsg.2.html">recvmmsg(2)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/sendmmsg.2.html">sendmmsg(2)</a>
 */
final class LinuxCalls {
  static final int EINTR = 4;
  static final int EAGAIN = 11;

  private static final int MSG_DONTWAIT = 0x40;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));

  private static final MethodHandle RECVMMSG =
      link(
          "recvmmsg",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle SENDMMSG =
      link("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  private final MemorySegment state = Arena.ofAuto().allocate(STATE);

  /**
   * Receives what is there.
   *
   * @return how many messages, or a negated errno
   */
  int receive(int fd, MemorySegment headers, int count) {
    try {
      return result(
          (int) RECVMMSG.invokeExact(state, fd, headers, count, MSG_DONTWAIT, MemorySegment.NULL));
    } catch (Throwable t) {
      throw new AssertionError("recvmmsg throws nothing", t);
    }
  }

  /**
   * Sends what there is room for.
   *
   * @return how many messages, or a negated errno
   */
  int send(int fd, MemorySegment headers, int count) {
    try {
      return result((int) SENDMMSG.invokeExact(state, fd, headers, count, MSG_DONTWAIT));
    } catch (Throwable t) {
      throw new AssertionError("sendmmsg throws nothing", t);
    }
  }

  private int result(int returned) {
    return returned >= 0 ? returned : -state.get(JAVA_INT, ERRNO);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
  }
}

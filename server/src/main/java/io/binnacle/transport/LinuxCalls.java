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
  /*
   * Why each call is there twice: to be told errno costs an object of 32 bytes for each call, unless the
   * compiler sees that nobody keeps it, which it mostly does not. So calls are made without, and one that
   * fails is made again to learn why: it fails for the same reason, or it does what it was to do.
   */
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int ENOBUFS = 105;

  private static final int MSG_DONTWAIT = 0x40;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));
  private static final Linker.Option WITH_ERRNO = Linker.Option.captureCallState("errno");

  private static final FunctionDescriptor RECEIVE =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle RECVMMSG = link("recvmmsg", RECEIVE);
  private static final MethodHandle RECVMMSG_ERRNO = link("recvmmsg", RECEIVE, WITH_ERRNO);

  private static final FunctionDescriptor SEND =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle SENDMMSG = link("sendmmsg", SEND);
  private static final MethodHandle SENDMMSG_ERRNO = link("sendmmsg", SEND, WITH_ERRNO);

  private final MemorySegment state = Arena.ofAuto().allocate(STATE);

  /**
   * Receives what is there.
   *
   * @return how many messages, or a negated errno
   */
  int receive(int fd, MemorySegment headers, int count) {
    try {
      int received =
          (int) RECVMMSG.invokeExact(fd, headers, count, MSG_DONTWAIT, MemorySegment.NULL);
      return received >= 0
          ? received
          : result(
              (int)
                  RECVMMSG_ERRNO.invokeExact(
                      state, fd, headers, count, MSG_DONTWAIT, MemorySegment.NULL));
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
      int sent = (int) SENDMMSG.invokeExact(fd, headers, count, MSG_DONTWAIT);
      return sent >= 0
          ? sent
          : result((int) SENDMMSG_ERRNO.invokeExact(state, fd, headers, count, MSG_DONTWAIT));
    } catch (Throwable t) {
      throw new AssertionError("sendmmsg throws nothing", t);
    }
  }

  private int result(int returned) {
    return returned >= 0 ? returned : -state.get(JAVA_INT, ERRNO);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
  }
}

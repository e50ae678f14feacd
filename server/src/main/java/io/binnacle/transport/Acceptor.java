// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

/**
 * A socket that connections come in by.
 *
 * <p><i>Safe for use by many threads.</i> What it does, it does on its event loop.
 */
interface Acceptor {
  /** How long no connection is accepted after one could not be, for want of files, say. */
  int PAUSE_SECONDS = 1;

  /** What the kernel may hold of the responses to one client before this process has to. */
  int KERNEL_UNSENT_BYTES = 64 << 10;

  /** Begins to accept connections. */
  void start();

  /** Closes the socket; done on return. */
  void close();
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;

/** The kinds of event loops that tests run on. */
enum Io {
  EPOLL,
  NIO;

  IoHandlerFactory handlers() {
    return this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }
}

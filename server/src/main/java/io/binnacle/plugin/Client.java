// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;

/**
 * Who asks, where, and how.
 *
 * <p><i>Immutable.</i>
 */
public final class Client {
  private final InetSocketAddress address;
  private final InetSocketAddress local;
  private final Transport transport;
  private final EventLoop loop;

  private Client(
      InetSocketAddress address, InetSocketAddress local, Transport transport, EventLoop loop) {
    this.address = address;
    this.local = local;
    this.transport = transport;
    this.loop = loop;
  }

  /**
   * A client.
   *
   * @param address where its queries come from
   * @param local the address of ours that it asked
   * @param loop the event loop that its query lives on
   */
  public static Client of(
      InetSocketAddress address, InetSocketAddress local, Transport transport, EventLoop loop) {
    return new Client(address, local, transport, loop);
  }

  /** Its address and port. */
  public InetSocketAddress address() {
    return address;
  }

  /** The address and port of ours that it asked. */
  public InetSocketAddress local() {
    return local;
  }

  /** How it asked. */
  public Transport transport() {
    return transport;
  }

  /** The event loop that runs its queries' handlers and filters. */
  public EventLoop loop() {
    return loop;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Client;
import io.netty.channel.EventLoop;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queries and responses of one socket for datagrams.
 *
 * <p>Responses that are there when a batch of queries has been handed over go out together; those
 * that come later, when the event loop has done its other work.
 *
 * <p><i>Confined to one event loop</i>, but for what says otherwise.
 */
final class UdpExchange implements Datagrams.Receiver, ResponseSink {
  private static final Logger logger = LoggerFactory.getLogger(UdpExchange.class);

  private final Datagrams datagrams;
  private final EventLoop loop;
  private final Runnable lateFlush = this::batchEnds;
  private final CompletableFuture<Void> drained = new CompletableFuture<>();

  private MessageReceiver receiver;
  private int inFlight;
  private boolean isFlushDue;

  /** When the batch at hand was read. */
  private long batchTime;

  private boolean isBatch;
  private boolean isDraining;

  UdpExchange(Datagrams datagrams, EventLoop loop, MessageReceiver receiver) {
    this.datagrams = datagrams;
    this.loop = loop;
    this.receiver = receiver;
  }

  /** Begins to read; to be called by any thread. */
  void start() {
    loop.execute(() -> datagrams.start(this));
  }

  /**
   * Hands messages over to another from now on; to be called by any thread.
   *
   * @return done when the receiver until now gets nothing more
   */
  CompletableFuture<Void> handOver(Function<EventLoop, MessageReceiver> receivers) {
    MessageReceiver next = receivers.apply(loop);
    return CompletableFuture.runAsync(() -> receiver = next, loop);
  }

  /**
   * Takes no more messages; to be called by any thread.
   *
   * @return done when each message taken so far has had its response
   */
  CompletableFuture<Void> drain() {
    loop.execute(
        () ->
            datagrams.stop(
                () -> {
                  isDraining = true;
                  checkDrained();
                }));
    return drained;
  }

  /** How many messages the kernel had no room for; to be called by any thread. */
  OptionalLong dropped() {
    return datagrams.dropped();
  }

  /** Closes the socket; to be called by any thread, and done on return. */
  void close() {
    datagrams.close();
  }

  @Override
  public void received(byte[] message, int length, Client client) {
    inFlight++;
    isFlushDue = true;
    if (!isBatch) {
      isBatch = true;
      batchTime = System.nanoTime();
    }
    try {
      receiver.received(message, length, client, batchTime, this);
    } catch (Throwable e) { // which harms this message only: netty would pause, or end the loop
      logger.error("{} (udp): a message could not be dealt with", client.address(), e);
    }
  }

  @Override
  public void batchEnds() {
    isBatch = false;
    isFlushDue = false;
    datagrams.flush();
  }

  @Override
  public void lost(int messages) {
    receiver.lost(messages);
  }

  @Override
  public void send(byte[] message, int length, Client client) {
    datagrams.write(message, length, client);
    if (!isFlushDue) {
      isFlushDue = true;
      loop.execute(lateFlush);
    }
    answered();
  }

  @Override
  public void drop(Client client) {
    answered();
  }

  private void answered() {
    inFlight--;
    checkDrained();
  }

  private void checkDrained() {
    if (isDraining && inFlight == 0) {
      datagrams.flush();
      drained.complete(null);
    }
  }
}

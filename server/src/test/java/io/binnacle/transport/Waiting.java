// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Client;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes messages and waits for the test to answer them. */
final class Waiting implements MessageReceiver {
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

  /** A message that has no response yet. */
  static final class Message {
    private final byte[] query;
    private final Client client;
    private final ResponseSink responses;

    private Message(byte[] query, Client client, ResponseSink responses) {
      this.query = query;
      this.client = client;
      this.responses = responses;
    }

    byte[] query() {
      return query;
    }

    Client client() {
      return client;
    }

    void answer() {
      answer(Echo.of(query));
    }

    void answer(byte[] response) {
      client.loop().execute(() -> responses.send(response, response.length, client));
    }

    void drop() {
      client.loop().execute(() -> responses.drop(client));
    }
  }

  @Override
  public void received(
      byte[] message, int length, Client client, long now, ResponseSink responses) {
    messages.add(new Message(Arrays.copyOf(message, length), client, responses));
  }

  /** The next message, as soon as it is here. */
  Message next() throws InterruptedException {
    @Nullable Message next = messages.poll(10, TimeUnit.SECONDS);
    assertThat(next).as("a message within 10 s").isNotNull();
    return Objects.requireNonNull(next);
  }

  /** How many messages have come and were not asked for yet. */
  int count() {
    return messages.size();
  }
}

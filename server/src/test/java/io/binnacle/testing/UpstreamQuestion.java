// SPDX-License-Identifier: Apache-2.0
package io.binnacle.testing;

import io.binnacle.plugin.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * What a {@link FakeUpstream} was asked. It may be replied to at any time, many times, by anything.
 *
 * <p><i>Safe for use by many threads.</i> It does not change.
 */
public final class UpstreamQuestion {
  private static final long TTL = 60;

  private final byte[] wire;
  private final Transport transport;
  private final InetSocketAddress client;
  private final Sink sink;
  private final Runnable hangUp;

  /** Where replies go. */
  @FunctionalInterface
  interface Sink {
    void send(byte[] message) throws IOException;
  }

  UpstreamQuestion(
      byte[] wire, Transport transport, InetSocketAddress client, Sink sink, Runnable hangUp) {
    this.wire = wire;
    this.transport = transport;
    this.client = client;
    this.sink = sink;
    this.hangUp = hangUp;
  }

  /** The message as it came. */
  public byte[] wire() {
    return wire.clone();
  }

  /** The message; made at each call. */
  public Message message() {
    try {
      return new Message(wire);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name asked. */
  public Name name() {
    return message().getQuestion().getName();
  }

  /** How it was asked. */
  public Transport transport() {
    return transport;
  }

  /** Where the question came from. */
  public InetSocketAddress client() {
    return client;
  }

  /** A response without records, to be changed and sent. */
  public Message response() {
    Message query = message();
    Message response = new Message(query.getHeader().getID());
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setFlag(Flags.RA);
    if (query.getHeader().getFlag(Flags.RD)) {
      response.getHeader().setFlag(Flags.RD);
    }
    response.addRecord(query.getQuestion(), Section.QUESTION);
    return response;
  }

  /** A response with these addresses, to be changed and sent. */
  public Message response(String... addresses) {
    Message response = response();
    for (String address : addresses) {
      response.addRecord(record(address), Section.ANSWER);
    }
    return response;
  }

  private Record record(String address) {
    Record asked = message().getQuestion();
    try {
      InetAddress parsed = InetAddress.getByName(address);
      return address.contains(":")
          ? new AAAARecord(asked.getName(), asked.getDClass(), TTL, parsed)
          : new ARecord(asked.getName(), asked.getDClass(), TTL, parsed);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Replies with these addresses. */
  public void answer(String... addresses) {
    reply(response(addresses));
  }

  /** Replies with a response code and nothing else. */
  public void rcode(int rcode) {
    Message response = response();
    response.getHeader().setRcode(rcode);
    reply(response);
  }

  /** Replies with nothing but the word that there is more than fits. */
  public void truncate() {
    Message response = response();
    response.getHeader().setFlag(Flags.TC);
    reply(response);
  }

  /** Replies with this message. */
  public void reply(Message message) {
    reply(message.toWire());
  }

  /** Replies with these bytes, if whoever asked is still there. */
  public void reply(byte[] message) {
    try {
      sink.send(message);
    } catch (IOException _) {
      // gone
    }
  }

  /** Closes the connection that it came on. */
  public void hangUp() {
    hangUp.run();
  }
}

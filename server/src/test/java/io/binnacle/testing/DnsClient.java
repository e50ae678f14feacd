// SPDX-License-Identifier: Apache-2.0
package io.binnacle.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A client that sends what it is told, malformed or not, and reads what comes back. */
public final class DnsClient {
  private static final int PATIENCE = (int) Duration.ofSeconds(10).toMillis();

  private final InetSocketAddress server;
  private final boolean isTcp;
  private final @Nullable InetAddress source;

  private DnsClient(InetSocketAddress server, boolean isTcp, @Nullable InetAddress source) {
    this.server = server;
    this.isTcp = isTcp;
    this.source = source;
  }

  /** A client by UDP. */
  public static DnsClient udp(InetSocketAddress server) {
    return new DnsClient(server, false, null);
  }

  /** A client by TCP; each question on a connection of its own. */
  public static DnsClient tcp(InetSocketAddress server) {
    return new DnsClient(server, true, null);
  }

  /** The same client at another address of this machine, such as 127.0.0.9. */
  public DnsClient from(InetAddress address) {
    return new DnsClient(server, isTcp, address);
  }

  /** A query for a name and type of class IN, with a random id, recursion desired, no EDNS. */
  public static Message query(String name, int type) {
    return Message.newQuery(Record.newRecord(Queries.name(name), type, DClass.IN));
  }

  /** The same with EDNS, for responses of up to 1232 bytes. */
  public static Message queryWithEdns(String name, int type) {
    Message query = query(name, type);
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    return query;
  }

  /** The code of the reason (RFC 8914) that a response with EDNS gives, or -1. */
  public static int reason(Message response) {
    return response.getOPT().getOptions().stream()
        .filter(ExtendedErrorCodeOption.class::isInstance)
        .mapToInt(option -> ((ExtendedErrorCodeOption) option).getErrorCode())
        .findFirst()
        .orElse(-1);
  }

  /** Asks, and waits for the response. */
  public Message ask(String name, int type) throws IOException {
    return ask(query(name, type));
  }

  /** Asks in the background. */
  public Future<Message> later(String name, int type) {
    FutureTask<Message> task = new FutureTask<>(() -> ask(name, type));
    Thread.ofVirtual().start(task);
    return task;
  }

  /** Sends a query, and waits for the response. */
  public Message ask(Message query) throws IOException {
    return new Message(exchange(query.toWire()));
  }

  /** Sends these bytes, and waits for what comes back. */
  public byte[] exchange(byte[] query) throws IOException {
    return isTcp ? exchangeTcp(query) : exchangeUdp(query);
  }

  private byte[] exchangeUdp(byte[] query) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, source)) {
      socket.setSoTimeout(PATIENCE);
      socket.connect(server);
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket response = new DatagramPacket(new byte[0xffff], 0xffff);
      socket.receive(response);
      return Arrays.copyOf(response.getData(), response.getLength());
    }
  }

  private byte[] exchangeTcp(byte[] query) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort(), source, 0)) {
      socket.setSoTimeout(PATIENCE);
      OutputStream out = socket.getOutputStream();
      out.write(
          ByteBuffer.allocate(2 + query.length).putShort((short) query.length).put(query).array());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      return in.readNBytes(in.readUnsignedShort());
    }
  }
}

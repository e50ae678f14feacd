// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;

/** A client's connection. */
final class TcpClient implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;

  TcpClient(InetSocketAddress server) throws IOException {
    this(server, new Socket());
  }

  private TcpClient(InetSocketAddress server, Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    socket.connect(server);
    in = new DataInputStream(socket.getInputStream());
  }

  /** A client at another address. */
  static TcpClient from(String address, InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.bind(Kinds.at(address, 0));
    return new TcpClient(server, socket);
  }

  /** A client that takes hardly anything before it reads. */
  static TcpClient withTinyWindow(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1024);
    return new TcpClient(server, socket);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Sends messages, each behind its length, all at once. */
  void send(byte[]... messages) throws IOException {
    int size = 0;
    for (byte[] message : messages) {
      size += 2 + message.length;
    }
    ByteBuffer frames = ByteBuffer.allocate(size);
    for (byte[] message : messages) {
      frames.putShort((short) message.length).put(message);
    }
    sendBytes(frames.array());
  }

  void sendBytes(byte... bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  byte[] receive() throws IOException {
    byte[] message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return message;
  }

  /** Waits until the server closes or resets the connection, and reads on to there. */
  boolean isClosedByServer() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  void closeOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Closes with a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

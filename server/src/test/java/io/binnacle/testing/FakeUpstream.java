// SPDX-License-Identifier: Apache-2.0
package io.binnacle.testing;

import io.binnacle.plugin.Transport;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An upstream under a test's control: a server on real sockets of the loopback, UDP and TCP at the
 * same port, whose behaviour may change at any time.
 *
 * <pre>{@code
 * try (var upstream = FakeUpstream.start(answer("192.0.2.1"))) { … }
 *
 * try (var upstream = FakeUpstream.silent()) {
 *   …
 *   upstream.next().answer("192.0.2.1"); // when the test sees fit
 * }
 * }</pre>
 *
 * <p><i>Safe for use by many threads.</i> Its parts are made for it.
 */
public final class FakeUpstream implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 0xffff;
  private static final int BACKLOG = 1000;
  private static final int TRIES = 20;

  private final ServerSocket stream;
  private final DatagramSocket datagrams;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Semaphore closed = new Semaphore(0);
  private final BlockingQueue<UpstreamQuestion> untaken = new LinkedBlockingQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<Thread> threads =
      List.of(
          Thread.ofVirtual().unstarted(this::receive), Thread.ofVirtual().unstarted(this::accept));
  private volatile Behaviour behaviour;

  /** What an upstream does with a question. */
  @FunctionalInterface
  public interface Behaviour {
    /** Says nothing. */
    Behaviour SILENCE = question -> {};

    /** Somebody asks. Called by many threads. */
    void asked(UpstreamQuestion question);

    /** Answers with these addresses. */
    static Behaviour answer(String... addresses) {
      return question -> question.answer(addresses);
    }

    /** Answers with a response code and nothing else. */
    static Behaviour rcode(int rcode) {
      return question -> question.rcode(rcode);
    }
  }

  private FakeUpstream(ServerSocket stream, DatagramSocket datagrams, Behaviour behaviour) {
    this.stream = stream;
    this.datagrams = datagrams;
    this.behaviour = behaviour;
  }

  /** One that says nothing by itself. */
  public static FakeUpstream silent() {
    return start(Behaviour.SILENCE);
  }

  /** One on 127.0.0.1. */
  public static FakeUpstream start(Behaviour behaviour) {
    return start("127.0.0.1", behaviour);
  }

  /** One on this address of the loopback. */
  public static FakeUpstream start(String address, Behaviour behaviour) {
    return start(address, at -> new ServerSocket(0, BACKLOG, at), behaviour);
  }

  /** One on 127.0.0.1 that speaks TLS instead of TCP. */
  public static FakeUpstream tls(TestCertificate certificate, Behaviour behaviour) {
    return start("127.0.0.1", at -> certificate.listen(BACKLOG, at, null), behaviour);
  }

  /** The same for clients who show their certificate. */
  public static FakeUpstream tls(
      TestCertificate certificate, TestCertificate client, Behaviour behaviour) {
    return start("127.0.0.1", at -> certificate.listen(BACKLOG, at, client), behaviour);
  }

  private interface Listening {
    ServerSocket at(InetAddress address) throws IOException;
  }

  private static FakeUpstream start(String address, Listening listening, Behaviour behaviour) {
    try {
      FakeUpstream upstream = open(InetAddress.getByName(address), listening, behaviour);
      upstream.threads.forEach(Thread::start);
      return upstream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FakeUpstream open(InetAddress address, Listening listening, Behaviour behaviour)
      throws IOException {
    for (int tried = 1; ; tried++) {
      ServerSocket stream = listening.at(address);
      try {
        return new FakeUpstream(
            stream, new DatagramSocket(stream.getLocalPort(), address), behaviour);
      } catch (BindException e) { // a port that is free for TCP may be taken for UDP
        stream.close();
        if (tried == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) stream.getLocalSocketAddress();
  }

  /** Where it listens, as a Corefile has it. */
  @Override
  public String toString() {
    String host = address().getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address().getPort();
  }

  /** From now on it behaves like this. */
  public void behave(Behaviour newBehaviour) {
    behaviour = newBehaviour;
  }

  /** The next question that has not been taken yet; waits for it. */
  public UpstreamQuestion next() {
    try {
      return untaken.take(); // JUnit ends a test that waits for ever
    } catch (InterruptedException e) {
      throw new AssertionError("nobody asked", e);
    }
  }

  /** All questions that have come and have not been taken yet. */
  public List<UpstreamQuestion> rest() {
    List<UpstreamQuestion> rest = new ArrayList<>();
    untaken.drainTo(rest);
    return rest;
  }

  /** How many questions have come. */
  public int asked() {
    return asked.get();
  }

  /** How many connections have been accepted. */
  public int accepted() {
    return accepted.get();
  }

  /** Waits until a connection has been closed, once for each that is. */
  public void awaitClosed() {
    closed.acquireUninterruptibly();
  }

  /** Closes the connections that are there; new ones are welcome. */
  public void closeConnections() {
    connections.forEach(FakeUpstream::close);
  }

  /** Nobody listens there any more: what is sent is refused. */
  public void stop() {
    datagrams.close();
    close(stream);
    threads.forEach(FakeUpstream::join); // a socket is open while somebody reads from it
    closeConnections();
  }

  @Override
  public void close() {
    stop();
  }

  private void receive() {
    byte[] buffer = new byte[LARGEST_MESSAGE];
    while (!datagrams.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        datagrams.receive(packet);
      } catch (IOException _) {
        continue; // closed, or what was sent before has met a closed port
      }
      InetSocketAddress client = (InetSocketAddress) packet.getSocketAddress();
      take(
          new UpstreamQuestion(
              Arrays.copyOf(buffer, packet.getLength()),
              Transport.UDP,
              client,
              message -> datagrams.send(new DatagramPacket(message, message.length, client)),
              () -> {}));
    }
  }

  private void accept() {
    while (!stream.isClosed()) {
      try {
        Socket connection = stream.accept();
        connection.setTcpNoDelay(true);
        connections.add(connection);
        accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> read(connection));
      } catch (IOException _) {
        // closed
      }
    }
  }

  private void read(Socket connection) {
    try (connection) {
      DataInputStream in = new DataInputStream(connection.getInputStream());
      while (true) {
        byte[] message = in.readNBytes(in.readUnsignedShort());
        take(
            new UpstreamQuestion(
                message,
                Transport.TCP,
                (InetSocketAddress) connection.getRemoteSocketAddress(),
                response -> write(connection, response),
                () -> close(connection)));
      }
    } catch (IOException _) {
      // closed by either side
    } finally {
      connections.remove(connection);
      closed.release();
    }
  }

  private static void write(Socket connection, byte[] message) throws IOException {
    byte[] framed = new byte[2 + message.length];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, 2, message.length);
    connection.getOutputStream().write(framed); // one write: many threads may answer
  }

  private void take(UpstreamQuestion question) {
    Behaviour current = behaviour;
    asked.incrementAndGet();
    untaken.add(question);
    current.asked(question);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}

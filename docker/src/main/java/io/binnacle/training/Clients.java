// SPDX-License-Identifier: Apache-2.0
package io.binnacle.training;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Those who ask the server that is trained.
 *
 * <p><i>Confined to one thread.</i>
 */
final class Clients {
  /** So many that what each query passes is compiled as well as it can be. */
  private static final int DATAGRAMS = 40_000;

  private static final int STREAMED = 2_000;

  /** The server begins to listen within that time, and answers. */
  private static final int PATIENCE_MILLIS = 60_000;

  private final InetAddress server;
  private final int port;

  Clients(InetAddress server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Asks for this path until the response is 200 OK, and reads it whole. */
  void awaitOk(int http, String path) throws IOException {
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .getBytes(US_ASCII);
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (System.currentTimeMillis() < end) {
      try (Socket socket = new Socket(server, http)) {
        socket.getOutputStream().write(request);
        String response = new String(socket.getInputStream().readAllBytes(), US_ASCII);
        if (response.startsWith("HTTP/1.1 200 ")) {
          return;
        }
      } catch (ConnectException _) {
        // not yet
      }
    }
    throw new IOException(path + ": not 200 OK");
  }

  /** Asks for everything that pods ask for, again and again. */
  void ask() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(server, port));
      socket.setSoTimeout(PATIENCE_MILLIS);
      DatagramPacket response = new DatagramPacket(new byte[0xffff], 0xffff);
      for (int i = 0; i < DATAGRAMS / queries(0).size(); i++) {
        for (byte[] query : queries(i)) {
          socket.send(new DatagramPacket(query, query.length));
          socket.receive(response);
        }
      }
    }
    try (Socket socket = new Socket(server, port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < STREAMED / queries(0).size(); i++) {
        for (byte[] query : queries(i)) {
          byte[] framed = new byte[2 + query.length];
          framed[1] = (byte) query.length;
          System.arraycopy(query, 0, framed, 2, query.length);
          out.write(framed);
          in.readNBytes(in.readUnsignedShort());
        }
      }
    }
  }

  /** A round of queries: most for services, then for what the search path makes of other names. */
  private static List<byte[]> queries(int round) throws IOException {
    int service = round % Cluster.SERVICES;
    String name = "service-" + service + ".default.svc.cluster.local.";
    String outside = "www" + round % 50 + ".example.org.";
    List<byte[]> queries = new ArrayList<>();
    queries.add(query(name, Type.A, false));
    queries.add(query(name, Type.A, true));
    queries.add(query(name, Type.AAAA, false));
    queries.add(query(name, Type.AAAA, true));
    queries.add(query("_http._tcp." + name, Type.SRV, true));
    queries.add(query("headless.default.svc.cluster.local.", Type.A, true));
    queries.add(query("10-244-1-1.headless.default.svc.cluster.local.", Type.A, false));
    queries.add(query("10-244-1-1.default.pod.cluster.local.", Type.A, false));
    queries.add(query(service + ".1.96.10.in-addr.arpa.", Type.PTR, true));
    queries.add(query("nosuch-" + name, Type.A, true));
    queries.add(query(outside + "default.svc.cluster.local.", Type.A, false));
    queries.add(query(outside + "svc.cluster.local.", Type.AAAA, false));
    queries.add(query(outside + "cluster.local.", Type.A, true));
    queries.add(query(outside, Type.A, false));
    queries.add(query(outside, Type.A, true));
    queries.add(query(outside, Type.AAAA, false));
    queries.add(query("www-" + round + ".example.net.", Type.A, false));
    queries.add(query("cluster.local.", Type.SOA, false));
    queries.add(query("cluster.local.", Type.NS, false));
    queries.add(query("dns-version.cluster.local.", Type.TXT, false));
    return queries;
  }

  private static byte[] query(String name, int type, boolean hasEdns) throws IOException {
    Message message = Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
    if (hasEdns) {
      message.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    }
    return message.toWire();
  }
}

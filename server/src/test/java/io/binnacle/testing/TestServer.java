// SPDX-License-Identifier: Apache-2.0
package io.binnacle.testing;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Environment;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.server.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.xbill.DNS.Message;

/**
 * A whole server made from a Corefile, on free ports of this machine. Zones without a port get a
 * free one.
 */
public final class TestServer implements AutoCloseable {
  private final Server server;

  private TestServer(Server server) {
    this.server = server;
  }

  /** A server with the plugins that are on the class path; {@code arguments} as in a format. */
  @SuppressWarnings("AnnotateFormatMethod") // the text is the test's own
  public static TestServer start(String corefile, Object... arguments) {
    return start(PluginCatalog.packed(), corefile, arguments);
  }

  /** A server with the plugins of a catalog. */
  @SuppressWarnings("AnnotateFormatMethod") // the text is the test's own
  public static TestServer start(PluginCatalog catalog, String corefile, Object... arguments) {
    try {
      return start(corefile(corefile.formatted(arguments)), catalog);
    } catch (CorefileException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** A server with the plugins that are on the class path. */
  public static TestServer start(Corefile corefile) {
    return start(corefile, PluginCatalog.packed());
  }

  private static TestServer start(Corefile corefile, PluginCatalog catalog) {
    try {
      Server server = Server.build(corefile, catalog);
      server.start();
      return new TestServer(server);
    } catch (CorefileException | StartException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** A Corefile's text, parsed. */
  public static Corefile corefile(String text) throws CorefileException {
    return Corefile.parse("Corefile", text, 0, Environment.ofProcess());
  }

  /** Serves what another Corefile says; {@code arguments} as in a format. */
  @SuppressWarnings("AnnotateFormatMethod") // the text is the test's own
  public void reload(String corefile, Object... arguments) {
    try {
      server.reload(corefile(corefile.formatted(arguments)));
    } catch (CorefileException | StartException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Where it listens, by UDP and TCP: the first of its addresses, on the loopback. */
  public InetSocketAddress address() {
    return address(0);
  }

  /** The same for another of its addresses. */
  public InetSocketAddress address(int index) {
    InetSocketAddress address = server.addresses().get(index);
    return address.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
        : address;
  }

  /** A client that asks it by UDP. */
  public DnsClient udp() {
    return DnsClient.udp(address());
  }

  /** A client that asks it by TCP. */
  public DnsClient tcp() {
    return DnsClient.tcp(address());
  }

  /** Asks by UDP. */
  public Message ask(String name, int type) throws IOException {
    return udp().ask(name, type);
  }

  /** The server itself. */
  public Server server() {
    return server;
  }

  @Override
  public void close() {
    server.stop();
  }
}

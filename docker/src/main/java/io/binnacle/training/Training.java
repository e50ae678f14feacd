// SPDX-License-Identifier: Apache-2.0
package io.binnacle.training;

import io.binnacle.Main;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs the server as a cluster runs it, has it answer all kinds of queries, and ends the process.
 * What the JVM has loaded, linked and compiled by then is what the AOT cache holds.
 *
 * <pre>{@code
 *                      ┌────────────┐ lists, watches  ┌─────────┐
 *          Clients ───▶│    Main    │ ───────────────▶│ Cluster │
 * UDP, TCP, HTTP       │ (Corefile) │ ───────────────▶│ World   │
 *                      └────────────┘ forwarded       └─────────┘
 * }</pre>
 *
 * <p>All of it is in one process, so that one command makes the cache, and from what the
 * distribution has.
 */
public final class Training {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private Training() {}

  /** Trains; ends the process with code 0 if all went well. */
  public static void main(String[] none) throws IOException {
    int port = freePort();
    int health = freePort();
    int ready = freePort();
    int metrics = freePort();
    Cluster cluster = Cluster.start(LOOPBACK);
    World world = World.start(LOOPBACK);
    Path corefile = Files.createTempFile("Corefile", ".training");
    Files.writeString(
        corefile, corefile(port, health, ready, cluster.port(), metrics, world.port()));
    Clients clients = new Clients(LOOPBACK, port);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              int code = 1;
              try {
                clients.awaitOk(ready, "/ready");
                clients.ask();
                clients.awaitOk(health, "/health");
                clients.awaitOk(metrics, "/metrics");
                Files.delete(corefile);
                code = 0;
              } catch (IOException e) {
                System.err.println("training: " + e);
              } finally {
                Runtime.getRuntime().exit(code);
              }
            });
    Main.main(new String[] {"-conf", corefile.toString()});
  }

  /** That of a cluster, at ports of this machine. */
  private static String corefile(
      int port, int health, int ready, int cluster, int metrics, int world) {
    return """
    .:%d {
        bind 127.0.0.1
        errors
        health 127.0.0.1:%d
        ready 127.0.0.1:%d
        kubernetes cluster.local in-addr.arpa ip6.arpa {
            endpoint http://127.0.0.1:%d
            pods insecure
            fallthrough in-addr.arpa ip6.arpa
            ttl 30
        }
        prometheus 127.0.0.1:%d
        forward . 127.0.0.1:%d {
            max_concurrent 1000
        }
        cache 30
        loop
        reload
        loadbalance
    }
    """
        .formatted(port, health, ready, cluster, metrics, world);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK);
        DatagramSocket _ = new DatagramSocket(socket.getLocalPort(), LOOPBACK)) {
      return socket.getLocalPort();
    }
  }
}

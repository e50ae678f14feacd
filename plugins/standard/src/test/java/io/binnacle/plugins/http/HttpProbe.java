// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.http;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ThreadLocalRandom;

/** Asks by HTTP, as a probe of Kubernetes would. */
public final class HttpProbe {
  private HttpProbe() {}

  /**
   * A port of the loopback that was free for UDP and TCP a moment ago; one of those that no system
   * gives by itself to somebody who asks for any.
   */
  public static int freePort() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_768);
      try (var _ = new ServerSocket(port, 1, loopback);
          var _ = new DatagramSocket(port, loopback)) {
        return port;
      } catch (BindException _) {
        // taken
      }
    }
  }

  /** The answer to GET. */
  public static HttpAnswer get(int port, String path) throws IOException, InterruptedException {
    return get(port, path, "*/*");
  }

  /** The answer to GET from a client that accepts this media type. */
  public static HttpAnswer get(int port, String path, String accepted)
      throws IOException, InterruptedException {
    HttpResponse<String> response = ask("GET", port, path, accepted);
    String type = response.headers().firstValue("Content-Type").orElse("");
    return new HttpAnswer(response.statusCode(), type, response.body());
  }

  static HttpResponse<String> ask(String method, int port, String path, String accepted)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Accept", accepted)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}

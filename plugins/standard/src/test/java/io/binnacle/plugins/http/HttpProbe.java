// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks by HTTP, as a probe of Kubernetes would. */
public final class HttpProbe {
  private HttpProbe() {}

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

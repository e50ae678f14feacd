// SPDX-License-Identifier: Apache-2.0
package io.binnacle.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An API server with a small cluster in which nothing happens. Services and endpoints are listed as
 * the beginning of a watch, as newer API servers do; namespaces first, and then watched.
 *
 * <p><i>Safe for use by many threads.</i> Each connection has a thread of its own.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">Kubernetes API
 *     concepts</a>
 */
final class Cluster {
  /** How many services there are: {@code service-0}, at 10.96.1.0, and so on. */
  static final int SERVICES = 100;

  private static final String NAMESPACE =
      """
      {"kind": "Namespace", "apiVersion": "v1", "metadata": {"name": "default", "uid": "1", "resourceVersion": "1"}}\
      """;
  private static final String HEADLESS =
      """
      {"kind": "Service", "apiVersion": "v1",
       "metadata": {"name": "headless", "namespace": "default", "uid": "2", "resourceVersion": "1"},
       "spec": {"clusterIP": "None", "clusterIPs": ["None"], "type": "ClusterIP", "ports": [{"name": "http", "port": 80}]}}\
      """;
  private static final String END_OF_LIST =
      """
      {"type": "BOOKMARK", "object": {"metadata": {"resourceVersion": "1", "annotations": {"k8s.io/initial-events-end": "true"}}}}
      """;

  private final ServerSocket socket;

  private Cluster(ServerSocket socket) {
    this.socket = socket;
  }

  /** Serves from now on, until the process ends. */
  static Cluster start(InetAddress address) throws IOException {
    Cluster cluster = new Cluster(new ServerSocket(0, 50, address));
    Thread.ofPlatform().daemon().start(cluster::accept);
    return cluster;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Thread.ofPlatform().daemon().start(() -> serve(client));
      }
    } catch (IOException e) {
      System.err.println("training: API server: " + e);
    }
  }

  private static void serve(Socket client) {
    try (client) {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      OutputStream out = client.getOutputStream();
      String request = reader.readLine();
      while (request != null) {
        String line = reader.readLine();
        while (line != null && !line.isEmpty()) {
          line = reader.readLine();
        }
        out.write(response(request).getBytes(UTF_8));
        request = reader.readLine();
      }
    } catch (IOException _) {
      // the client has closed it
    }
  }

  /** The response to a request for this; a watch goes on for ever. */
  private static String response(String request) {
    boolean isWatch = request.contains("watch=true");
    if (!request.contains("/namespaces?")) {
      return isWatch
          ? head("200 OK") + chunk(events(objects(request)))
          : whole("404 Not Found", "{}");
    }
    if (!isWatch) {
      return whole("200 OK", list(NAMESPACE));
    }
    return request.contains("sendInitialEvents=true")
        ? whole("400 Bad Request", "{}")
        : head("200 OK");
  }

  private static List<String> objects(String request) {
    if (request.contains("/endpointslices?")) {
      return List.of(
          slice(IntStream.range(1, 10).mapToObj(Cluster::endpoint).collect(joining(","))));
    }
    return request.contains("/services?")
        ? IntStream.rangeClosed(0, SERVICES)
            .mapToObj(i -> i == SERVICES ? HEADLESS : service(i))
            .toList()
        : List.of();
  }

  private static String service(int i) {
    return """
    {"kind": "Service", "apiVersion": "v1",
     "metadata": {"name": "service-%1$d", "namespace": "default", "uid": "1-%1$d", "resourceVersion": "1",
      "creationTimestamp": "2026-01-01T00:00:00Z", "labels": {"app": "service-%1$d"},
      "managedFields": [{"manager": "kubectl", "operation": "Update", "fieldsType": "FieldsV1", "fieldsV1": {"f:spec": {"f:ports": {}}}}]},
     "spec": {"clusterIP": "10.96.1.%1$d", "clusterIPs": ["10.96.1.%1$d"], "type": "ClusterIP", "ipFamilies": ["IPv4"],
      "ports": [{"name": "http", "protocol": "TCP", "port": 80, "targetPort": 8080}], "selector": {"app": "service-%1$d"}},
     "status": {"loadBalancer": {}}}\
    """
        .formatted(i);
  }

  private static String slice(String endpoints) {
    return """
    {"kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1",
     "metadata": {"name": "headless-1", "namespace": "default", "uid": "3", "resourceVersion": "1",
      "labels": {"kubernetes.io/service-name": "headless"}},
     "addressType": "IPv4", "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}],
     "endpoints": [%s]}\
    """
        .formatted(endpoints);
  }

  private static String endpoint(int i) {
    return """
    {"addresses": ["10.244.1.%d"], "conditions": {"ready": true, "serving": true, "terminating": false},
     "nodeName": "node", "targetRef": {"kind": "Pod", "namespace": "default", "name": "web-%1$d"}}\
    """
        .formatted(i);
  }

  private static String list(String item) {
    return "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"metadata\": {\"resourceVersion\":"
        + " \"1\"}, \"items\": ["
        + item
        + "]}";
  }

  private static String events(List<String> objects) {
    return objects.stream()
        .map(object -> "{\"type\": \"ADDED\", \"object\": " + object + "}\n")
        .collect(joining("", "", END_OF_LIST));
  }

  private static String whole(String status, String body) {
    return head(status) + chunk(body) + "0\r\n\r\n";
  }

  private static String head(String status) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n";
  }
}

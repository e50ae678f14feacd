// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.testing.LargeObject.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The API server of a {@link LargeCluster}, for measurements: lists in pages or as streams, and
 * watches, as fast as they can be sent. What is held is only what has changed. It takes no notice
 * of labels, and all of its pods are running.
 *
 * <p><i>Safe for use by many threads.</i> What changes is changed under its lock.
 */
public final class LargeApiServer implements AutoCloseable {
  private static final int REMEMBERED = 100_000;
  private static final int BOOKMARK_SECONDS = 60;
  private static final int FULL = 64 << 10;

  private final LargeCluster cluster;
  private final HttpServer http;
  private final Map<Integer, Change> changes = new ConcurrentHashMap<>();
  private final Queue<Event.Changed> history = new ArrayDeque<>();
  private final Set<BlockingQueue<Event>> watches = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lists = new AtomicInteger();
  private long version = 1;
  private long oldest = 1;
  private int turn;

  /** What a watch is told. */
  private sealed interface Event {
    /** A slice has changed. */
    record Changed(int slice, Change change) implements Event {}

    /** The watch is over. */
    record End() implements Event {}
  }

  private LargeApiServer(LargeCluster cluster, int port) throws IOException {
    this.cluster = cluster;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  /** Listens on the loopback interface; at a free port when this one is 0. */
  public static LargeApiServer start(LargeCluster cluster, int port) throws IOException {
    return new LargeApiServer(cluster, port);
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  @Override
  public void close() {
    endWatches();
    http.stop(0);
  }

  /* What happens to the cluster. */

  /** Forgets all versions, and ends all watches: whoever follows must list anew. */
  public synchronized void forget() {
    oldest = ++version;
    history.clear();
    endWatches();
  }

  private void endWatches() {
    watches.forEach(watch -> watch.add(new Event.End()));
  }

  /** How many lists have been sent to their ends. */
  public int lists() {
    return lists.get();
  }

  /** How many watches there are. */
  public int watches() {
    return watches.size();
  }

  /**
   * Replaces one endpoint of a slice by another one: of this service's, or when that is negative,
   * of each in its turn.
   *
   * @return the service's name and namespace, and the address of the new endpoint
   */
  public synchronized String change(int service) {
    int first = service < 0 ? 0 : cluster.firstSlice(service);
    int end = service < 0 ? cluster.count(Kind.ENDPOINT_SLICE) : cluster.firstSlice(service + 1);
    int slice;
    LargeObject object;
    do { // until there is an endpoint in it
      slice = first + turn++ % (end - first);
      object = cluster.object(Kind.ENDPOINT_SLICE, slice, Change.NONE);
    } while (cluster.endpoints(object.service(), slice) == 0);
    Change before = changes.getOrDefault(slice, Change.NONE);
    Change after = new Change(++version, before.revision() + 1, Instant.now().toString());
    Event.Changed event = new Event.Changed(slice, after);
    changes.put(slice, after);
    history.add(event);
    if (history.size() > REMEMBERED) {
      oldest = history.remove().change().version();
    }
    watches.forEach(watch -> watch.add(event));
    LargeObject now = cluster.object(Kind.ENDPOINT_SLICE, slice, after);
    return now.serviceKey() + " " + now.lastAddress();
  }

  /** Changes slices at this rate; the last change. */
  private String change(int service, long rate, long seconds) {
    String last = "";
    long start = System.nanoTime();
    for (long i = 0; i < rate * seconds; i++) {
      LockSupport.parkNanos(start + TimeUnit.SECONDS.toNanos(i) / rate - System.nanoTime());
      last = change(service);
    }
    return last;
  }

  /* How it answers. */

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      ApiRequest request = ApiRequest.of(exchange.getRequestURI());
      Kind kind = kind(request);
      if (request.resource().startsWith("/-/")) {
        respond(exchange, 200, new JsonBuffer().put(control(request)).put("\n"));
      } else if (kind == null) {
        respond(exchange, 404, refusal(404, "NotFound"));
      } else if (request.isTrue("watch")) {
        watch(exchange, request, kind);
      } else {
        respond(exchange, 200, page(request, kind));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Kind kind(ApiRequest request) {
    for (Kind kind : Kind.values()) {
      if (request.isList()
          && kind.plural().equals(request.plural())
          && kind.apiVersion().equals(request.apiVersion())
          && kind != Kind.SERVICE_IMPORT) {
        return kind;
      }
    }
    return null;
  }

  /** Does what scripts ask for. */
  private String control(ApiRequest request) {
    return switch (request.plural()) {
      case "forget" -> {
        forget();
        yield "";
      }
      case "events" ->
          change(
              (int) request.number("service", -1),
              request.number("rate", 1),
              request.number("seconds", 1));
      default -> "lists %d watches %d".formatted(lists(), watches());
    };
  }

  private static JsonBuffer refusal(int code, String reason) {
    return new JsonBuffer()
        .put("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",")
        .put("\"message\":\"refused\",\"reason\":\"" + reason + "\",\"code\":" + code + "}");
  }

  private static void respond(HttpExchange exchange, int code, JsonBuffer body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.size());
    body.writeTo(exchange.getResponseBody());
  }

  private synchronized long version() {
    return version;
  }

  private LargeObject object(Kind kind, int index) {
    boolean mayChange = kind == Kind.ENDPOINT_SLICE;
    return cluster.object(
        kind, index, mayChange ? changes.getOrDefault(index, Change.NONE) : Change.NONE);
  }

  private JsonBuffer page(ApiRequest request, Kind kind) {
    String next = request.get("continue"); // VERSION:FROM
    int colon = next.indexOf(':');
    long listed = colon < 0 ? version() : Long.parseLong(next.substring(0, colon));
    int from = colon < 0 ? 0 : Integer.parseInt(next.substring(colon + 1));
    boolean isWhole = request.get("resourceVersion").equals("0"); // from the cache: in one piece
    int all = cluster.count(kind);
    int to = isWhole ? all : (int) Math.min(all, from + request.number("limit", all));
    JsonBuffer out = new JsonBuffer();
    out.put("{\"kind\":\"" + kind + "List\",\"apiVersion\":\"" + kind.apiVersion() + "\",");
    out.put("\"metadata\":{\"resourceVersion\":\"").put(listed).put("\"");
    if (to < all) {
      out.put(",\"continue\":\"").put(listed).put(":").put(to);
      out.put("\",\"remainingItemCount\":").put(all - to);
    } else {
      lists.incrementAndGet();
    }
    out.put("},\"items\":[");
    for (int i = from; i < to; i++) {
      out.put(i == from ? "{" : ",{");
      object(kind, i).write(out);
      out.put("}");
    }
    return out.put("]}");
  }

  private void watch(HttpExchange exchange, ApiRequest request, Kind kind)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.flush();
    boolean isList = request.isTrue("sendInitialEvents");
    BlockingQueue<Event> watch = new LinkedBlockingQueue<>();
    long from = isList ? begin(watch) : resume(watch, request.number("resourceVersion", 0));
    try {
      if (from < 0) {
        send(out, "ERROR", refusal(410, "Expired"));
        out.close();
        return;
      }
      if (isList) {
        list(out, kind, from);
      }
      follow(out, kind, from, watch, request.number("timeoutSeconds", 1800));
    } finally {
      watches.remove(watch);
    }
  }

  /** Begins a watch now; at which version that is. */
  private synchronized long begin(BlockingQueue<Event> watch) {
    watches.add(watch);
    return version;
  }

  /** Goes on with a watch after a version; -1 where that has been forgotten. */
  private synchronized long resume(BlockingQueue<Event> watch, long after) {
    if (after < oldest) {
      return -1;
    }
    for (Event.Changed event : history) {
      if (event.change().version() > after) {
        watch.add(event);
      }
    }
    begin(watch);
    return after;
  }

  private void list(OutputStream out, Kind kind, long listed) throws IOException {
    JsonBuffer buffer = new JsonBuffer();
    int count = cluster.count(kind);
    for (int i = 0; i < count; i++) {
      event(buffer, "ADDED", object(kind, i));
      flush(buffer, out, FULL);
    }
    bookmark(buffer, kind, listed, ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}");
    flush(buffer, out, 0);
    out.flush();
    lists.incrementAndGet();
  }

  /** Sends what happens, until the watch is over. */
  private void follow(
      OutputStream out, Kind kind, long from, BlockingQueue<Event> watch, long seconds)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long last = from;
    JsonBuffer buffer = new JsonBuffer();
    boolean isOver = false;
    while (!isOver && System.nanoTime() < end) {
      switch (watch.poll(Math.min(seconds, BOOKMARK_SECONDS), TimeUnit.SECONDS)) {
        case Event.Changed(int slice, Change change) -> {
          last = change.version();
          if (kind == Kind.ENDPOINT_SLICE) {
            event(buffer, "MODIFIED", cluster.object(kind, slice, change));
          }
        }
        case Event.End _ -> isOver = true;
        case null -> bookmark(buffer, kind, last, "");
      }
      if (watch.isEmpty() || buffer.size() > FULL) {
        flush(buffer, out, 0);
        out.flush();
      }
    }
    out.close();
  }

  private static void event(JsonBuffer buffer, String type, LargeObject object) {
    begin(buffer, type, object.kind()).put(",");
    object.write(buffer);
    buffer.put("}}\n");
  }

  private static void bookmark(JsonBuffer buffer, Kind kind, long version, String annotations) {
    begin(buffer, "BOOKMARK", kind).put(",\"metadata\":{\"resourceVersion\":\"").put(version);
    buffer.put("\"").put(annotations).put("}}}\n");
  }

  private static JsonBuffer begin(JsonBuffer buffer, String type, Kind kind) {
    return buffer
        .put("{\"type\":\"" + type + "\",\"object\":{\"kind\":\"" + kind)
        .put("\",\"apiVersion\":\"" + kind.apiVersion() + "\"");
  }

  private static void send(OutputStream out, String type, JsonBuffer object) throws IOException {
    JsonBuffer event = new JsonBuffer().put("{\"type\":\"" + type + "\",\"object\":");
    event.writeBytes(object.toByteArray());
    event.put("}\n").writeTo(out);
  }

  private static void flush(JsonBuffer buffer, OutputStream out, int full) throws IOException {
    if (buffer.size() > full) {
      buffer.writeTo(out);
      buffer.reset();
    }
  }
}

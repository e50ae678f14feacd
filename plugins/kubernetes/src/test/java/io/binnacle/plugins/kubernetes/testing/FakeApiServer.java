// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.binnacle.plugins.kubernetes.testing.ObjectStore.Signal;
import io.binnacle.testing.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * An API server for tests: lists and watches over HTTP as the real one has them, for whatever
 * objects it is given, knowing nothing of their kinds but what they are called. What can go wrong
 * with a real one goes wrong here when told to.
 *
 * <p><i>Safe for use by many threads.</i>
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">Kubernetes API
 *     concepts</a>
 */
public final class FakeApiServer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private final ObjectStore store = new ObjectStore();
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final Map<String, ObjectStore.Snapshot> pages = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicBoolean cutsNextEvent = new AtomicBoolean();
  private volatile boolean offersStreams = true;
  private volatile boolean endsLists = true;
  private volatile @Nullable String token;
  private volatile Consumer<String> beforeResponse = request -> {};
  private volatile CountDownLatch mended = new CountDownLatch(1);
  private @Nullable TestCertificate certificate;
  private HttpServer http;

  private FakeApiServer(@Nullable TestCertificate certificate) throws IOException {
    this.certificate = certificate;
    http = listen(0);
  }

  /** A server without objects, on a free port of the loopback interface. */
  public static FakeApiServer start() throws IOException {
    return new FakeApiServer(null);
  }

  /** The same, over TLS. */
  public static FakeApiServer start(TestCertificate certificate) throws IOException {
    return new FakeApiServer(certificate);
  }

  private HttpServer listen(int port) throws IOException {
    HttpServer server = create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
    return server;
  }

  private HttpServer create(InetSocketAddress address) throws IOException {
    if (certificate == null) {
      return HttpServer.create(address, 0);
    }
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
    return server;
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create(
        (certificate == null ? "http://" : "https://")
            + http.getAddress().getHostString()
            + ":"
            + http.getAddress().getPort());
  }

  /* What it holds. */

  /** Creates or replaces the objects of these documents. */
  public void apply(String yaml) {
    try (MappingIterator<ObjectNode> documents =
        YAML.readerFor(ObjectNode.class).readValues(yaml)) {
      documents.forEachRemaining(this::apply);
    }
  }

  /** Creates or replaces an object. */
  public void apply(ObjectNode object) {
    String version = object.path("apiVersion").asString();
    String kind = object.path("kind").asString();
    ObjectNode metadata = object.withObjectProperty("metadata");
    if (!kind.equals("Namespace") && metadata.path("namespace").isMissingNode()) {
      metadata.put("namespace", "default");
    }
    store.put(resource(version, kind), key(metadata), object);
  }

  /** Deletes an object; the namespace is empty for those that lie in none. */
  public void delete(String apiVersion, String kind, String namespace, String name) {
    store.delete(resource(apiVersion, kind), namespace + "/" + name);
  }

  private static String resource(String apiVersion, String kind) {
    return (apiVersion.contains("/") ? "/apis/" : "/api/")
        + apiVersion
        + "/"
        + kind.toLowerCase(Locale.ROOT)
        + "s";
  }

  private static String key(ObjectNode metadata) {
    return metadata.path("namespace").asString("") + "/" + metadata.path("name").asString();
  }

  /* What happens to it. */

  /** Forgets all versions but the newest: older watches get 410, and so does the rest of a list. */
  public void compact() {
    store.compact();
    pages.clear();
  }

  /** Sends a bookmark to all watches. */
  public void bookmark() {
    store.bookmark();
  }

  /** Ends all watches as at their time-out. */
  public void endWatches() {
    store.end(Signal.End.IN_ORDER);
  }

  /** Closes the connections of all watches. */
  public void cutWatches() {
    store.end(Signal.End.CUT);
  }

  /** Sends the next event by half, and closes the connection. */
  public void cutNextEvent() {
    cutsNextEvent.set(true);
  }

  /** Answers all further requests for this kind, in its plural, like this. */
  public void fail(String plural, Fault fault) {
    faults.put(plural, fault);
  }

  /** Takes back all faults. */
  public void mend() {
    faults.clear();
    mended.countDown();
    mended = new CountDownLatch(1);
  }

  /** Does not understand lists that are the beginning of a watch, as older servers do not. */
  public void withoutStreams() {
    offersStreams = false;
  }

  /** Takes a list that is the beginning of a watch for just a watch, and does not end it. */
  public void withEndlessLists() {
    endsLists = false;
  }

  /** Knows only who has this token. */
  public void require(String bearerToken) {
    token = bearerToken;
  }

  /** Does something between a request's arrival and its response. */
  public void beforeResponse(Consumer<String> action) {
    beforeResponse = action;
  }

  /** Stops listening, and closes all connections; what it holds stays. */
  public void stop() {
    cutWatches();
    mended.countDown();
    http.stop(0);
  }

  /** Listens again where it did. */
  public void restart() throws IOException {
    mended = new CountDownLatch(1);
    http = listen(http.getAddress().getPort());
  }

  /** Listens again where it did, over TLS, with this certificate. */
  public void restart(TestCertificate next) throws IOException {
    certificate = next;
    restart();
  }

  @Override
  public void close() {
    stop();
  }

  /* What was asked of it. */

  /** The requests so far: path and parameters. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many watches there are now. */
  public int watches() {
    return store.watchers();
  }

  /* How it answers. */

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String uri = exchange.getRequestURI().toString();
      requests.add(uri);
      beforeResponse.accept(uri);
      ApiRequest request = ApiRequest.of(exchange.getRequestURI());
      Fault fault = faults.get(request.plural());
      if (fault != null) {
        fail(exchange, fault);
      } else if (token != null
          && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        refuse(exchange, 401, "Unauthorized", "Unauthorized");
      } else if (!request.isList()) {
        refuse(exchange, 404, "NotFound", "the server could not find the requested resource");
      } else if (request.isTrue("watch")) {
        watch(exchange, request);
      } else {
        list(exchange, request);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(HttpExchange exchange, Fault fault) throws IOException, InterruptedException {
    switch (fault) {
      case Fault.Refusal refusal ->
          refuse(exchange, refusal.code(), refusal.reason(), refusal.message());
      case Fault.Silence _ -> mended.await();
      case Fault.Cut _ -> {}
      case Fault.Garbage garbage -> respond(exchange, garbage.code(), garbage.body());
    }
  }

  private static void refuse(HttpExchange exchange, int code, String reason, String message)
      throws IOException {
    respond(exchange, code, status(code, reason, message).toString());
  }

  private static ObjectNode status(int code, String reason, String message) {
    return JSON.createObjectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", "Failure")
        .put("message", message)
        .put("reason", reason)
        .put("code", code);
  }

  private static void respond(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void list(HttpExchange exchange, ApiRequest request) throws IOException {
    String next = request.get("continue");
    int colon = next.lastIndexOf(':');
    ObjectStore.Snapshot snapshot =
        next.isEmpty() ? store.list(request.resource()) : pages.get(next.substring(0, colon));
    if (snapshot == null) {
      refuse(exchange, 410, "Expired", "The provided continue parameter is too old");
      return;
    }
    int from = next.isEmpty() ? 0 : Integer.parseInt(next.substring(colon + 1));
    List<ObjectNode> objects = request.selected(snapshot.objects());
    boolean isWhole = request.get("resourceVersion").equals("0"); // from the cache: in one piece
    long limit = isWhole ? Long.MAX_VALUE : request.number("limit", Long.MAX_VALUE);
    int to = (int) Math.min(objects.size(), from + Math.min(limit, Integer.MAX_VALUE));

    ObjectNode list = JSON.createObjectNode();
    list.put("kind", request.kind() + "List").put("apiVersion", request.apiVersion());
    ObjectNode metadata = list.putObject("metadata");
    metadata.put("resourceVersion", String.valueOf(snapshot.version()));
    if (to < objects.size()) {
      String id = request.resource() + "@" + snapshot.version();
      pages.put(id, snapshot);
      metadata.put("continue", id + ":" + to);
      metadata.put("remainingItemCount", objects.size() - to);
    }
    ArrayNode items = list.putArray("items");
    objects.subList(from, to).forEach(items::add);
    respond(exchange, 200, list.toString());
  }

  private void watch(HttpExchange exchange, ApiRequest request)
      throws IOException, InterruptedException {
    boolean isList = request.isTrue("sendInitialEvents");
    if (isList && !offersStreams) {
      refuse(exchange, 422, "Invalid", "sendInitialEvents: Forbidden");
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.flush();
    long from = isList ? list(out, request) : request.number("resourceVersion", 0);
    try (ObjectStore.Watcher watcher = store.watch(request.resource(), from)) {
      if (watcher == null) {
        send(out, "ERROR", status(410, "Expired", "too old resource version: " + from));
        out.close();
      } else {
        watch(out, request, watcher);
      }
    }
  }

  /** Sends all that is there, and a bookmark; up to which version that is. */
  private long list(OutputStream out, ApiRequest request) throws IOException {
    ObjectStore.Snapshot snapshot = store.list(request.resource());
    for (ObjectNode object : request.selected(snapshot.objects())) {
      send(out, "ADDED", object);
    }
    ObjectNode bookmark = bookmark(request, snapshot.version());
    bookmark
        .withObjectProperty("metadata")
        .putObject("annotations")
        .put("k8s.io/initial-events-end", "true");
    if (endsLists) {
      send(out, "BOOKMARK", bookmark);
    }
    return snapshot.version();
  }

  private void watch(OutputStream out, ApiRequest request, ObjectStore.Watcher watcher)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(request.number("timeoutSeconds", 1800));
    while (true) {
      switch (watcher.signals().poll(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        case Signal.Change change -> send(out, request, change);
        case Signal.Bookmark bookmark -> {
          if (request.isTrue("allowWatchBookmarks")) {
            send(out, "BOOKMARK", bookmark(request, bookmark.version()));
          }
        }
        case Signal.End how -> {
          if (how == Signal.End.IN_ORDER) {
            out.close();
          }
          return;
        }
        case null -> {
          out.close();
          return;
        }
      }
    }
  }

  private void send(OutputStream out, ApiRequest request, Signal.Change change) throws IOException {
    boolean was = request.selects(change.before());
    if (change.after() != null && request.selects(change.after())) {
      send(out, was ? "MODIFIED" : "ADDED", change.after());
    } else if (was && change.before() != null) {
      ObjectNode last = change.before().deepCopy();
      last.withObjectProperty("metadata").put("resourceVersion", String.valueOf(change.version()));
      send(out, "DELETED", last);
    }
  }

  private static ObjectNode bookmark(ApiRequest request, long version) {
    ObjectNode bookmark = JSON.createObjectNode();
    bookmark.put("kind", request.kind()).put("apiVersion", request.apiVersion());
    bookmark.putObject("metadata").put("resourceVersion", String.valueOf(version));
    return bookmark;
  }

  private void send(OutputStream out, String type, ObjectNode object) throws IOException {
    ObjectNode event = JSON.createObjectNode().put("type", type);
    event.set("object", object);
    byte[] bytes = (event + "\n").getBytes(StandardCharsets.UTF_8);
    if (cutsNextEvent.compareAndSet(true, false)) {
      out.write(bytes, 0, bytes.length / 2);
      out.flush();
      throw new IOException("cut as told");
    }
    out.write(bytes);
    out.flush();
  }
}

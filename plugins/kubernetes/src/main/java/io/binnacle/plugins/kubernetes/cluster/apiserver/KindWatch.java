// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.ClusterIndex;
import io.binnacle.plugins.kubernetes.cluster.FieldReader;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import io.binnacle.plugins.kubernetes.cluster.Value;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all objects of one kind, until its thread is interrupted.
 *
 * <p><i>Confined to one thread</i>, but for what can be asked of its state.
 */
final class KindWatch implements Runnable {
  /*
   * A list has a resource version, and so has each event. A watch from a version on brings every
   * change since then, once. So nothing is lost, or told twice, as long as each watch begins where
   * the one before ended, whatever ended that. Bookmarks move the version on while nothing changes.
   *
   *            ┌───────────── 410: version forgotten ─────────────┐
   *            ▼                                                  │
   *   start ─▶ list ─────── its version ─────▶ watch ─────────────┤
   *            ▲  │                            ▲                  │
   *            └──┘ failed                     └── ended, cut off ┘ from the last version seen
   *
   * After a 410 all is listed anew, and what the list does not have is gone: that is how a deletion
   * is found that nobody told of.
   *
   * A list is always of the newest state, never of what a lagging server has cached, so that time
   * does not run backwards when another server answers. Where the API server offers it, the list is
   * the beginning of a watch, which spares the server from making it as a whole [1]; else it comes
   * in pages, all of one version [2]. If that is forgotten between two pages, one page has to do.
   *
   * [1] https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists
   * [2] https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
   */

  /** The annotation of the bookmark that ends a list within a watch. */
  static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

  private static final Logger logger = LoggerFactory.getLogger(KindWatch.class);
  private static final int PAGE = 500;

  private final Kind kind;
  private final ApiServerConnection connection;
  private final Patience patience;
  private final ListPath path;
  private final ObjectWriter objects;
  private final Trouble trouble;
  private final FieldReader read = new FieldReader((what, found) -> {});
  private final RandomGenerator random = new SplittableRandom();
  private final CompletableFuture<Void> synced = new CompletableFuture<>();

  /** The version up to which all is known; empty before the first list, and when it is too old. */
  private String version = "";

  private volatile long heard = System.nanoTime();
  private boolean offersStreams = true;
  private boolean isOnePage;
  private boolean isFruitful;
  private boolean isUnreachable;
  private boolean isLost;

  KindWatch(
      Kind kind,
      Selection selection,
      ApiServerConnection connection,
      ClusterIndex index,
      Patience patience) {
    this.kind = kind;
    this.connection = connection;
    this.patience = patience;
    this.path = ListPath.of(kind, selection.labels(kind));
    this.objects = new ObjectWriter(kind, index);
    this.trouble = new Trouble(kind, patience, random);
  }

  /** Completes when all has been listed once. */
  CompletionStage<Void> synced() {
    return synced;
  }

  /** How long ago the API server has told something about this kind, or that nothing happened. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heard);
  }

  /** What is wrong, or empty. */
  String waitingFor() {
    String now = trouble.now();
    return now.isEmpty() ? "" : kind.plural() + ": " + now;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Duration pause = attempt(connection.client());
        if (isUnreachable) {
          connection.awaitReached(pause);
        } else {
          Thread.sleep(pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is next; how long to wait before what is next after that. */
  private Duration attempt(ApiServerClient client) throws InterruptedException {
    isFruitful = false;
    try {
      if (!version.isEmpty()) {
        watch(client);
      } else if (offersStreams) {
        listAndWatch(client);
      } else {
        list(client);
      }
      return isFruitful ? Duration.ZERO : trouble.fruitless();
    } catch (ApiServerException e) {
      lost();
      reached();
      return refused(client, e);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      lost();
      isUnreachable = true;
      renew(client);
      return trouble.unreachable(client.describe(e));
    } catch (RuntimeException | Error e) {
      lost();
      logger.error("{}: listing again after an error", kind.plural(), e);
      version = "";
      return trouble.forgotten(e.toString());
    }
  }

  /** A watch that ends is followed by the next one, but this is more than that. */
  private void lost() {
    isLost = true;
    objects.lost();
  }

  private void found() {
    if (isLost) {
      isLost = false;
      objects.found();
    }
  }

  private Duration refused(ApiServerClient client, ApiServerException e) {
    if (e.isGone()) {
      isOnePage = version.isEmpty();
      version = "";
      return trouble.forgotten(client.describe(e));
    }
    if (e.isNotUnderstood() && version.isEmpty() && offersStreams) {
      offersStreams = false;
      return Duration.ZERO;
    }
    if (e.isUnauthorized()) {
      renew(client);
    }
    return trouble.refused(client.describe(e), e.retryAfter());
  }

  /** What the files say now may help; if they are wrong, the old client may. */
  private void renew(ApiServerClient client) {
    try {
      connection.renew(client);
    } catch (IOException e) {
      logger.warn("{}: {}", kind.plural(), e.getMessage());
    }
  }

  private BodyStream open(ApiServerClient client, String from, Duration silence)
      throws IOException, InterruptedException {
    BodyStream body = client.get(from, silence);
    heard = System.nanoTime();
    reached();
    return body;
  }

  private JsonStream json(BodyStream body) throws IOException {
    return new JsonStream(body, kind == Kind.POD);
  }

  private void reached() {
    if (isUnreachable) {
      isUnreachable = false;
      connection.reached();
    }
  }

  /** Lists in pages. */
  private void list(ApiServerClient client) throws IOException, InterruptedException {
    objects.beginList();
    String next = "";
    do {
      Value list = page(client, isOnePage ? path.all() : path.page(PAGE, next)).get("metadata");
      trouble.isListing();
      next = read.text(list.get("continue"));
      version = next.isEmpty() ? versionOf(list) : "";
    } while (!next.isEmpty());
    isOnePage = false;
    listed();
  }

  private Value page(ApiServerClient client, String from) throws IOException, InterruptedException {
    try (BodyStream body = open(client, from, patience.listSilence());
        JsonStream json = json(body)) {
      return json.list(objects::put);
    }
  }

  /** Lists as the beginning of a watch. */
  private void listAndWatch(ApiServerClient client) throws IOException, InterruptedException {
    objects.beginList();
    try (BodyStream body = open(client, path.watch("", seconds()), patience.listSilence());
        JsonStream json = json(body)) {
      while (version.isEmpty()) {
        Value event = event(json);
        if (event == null) {
          throw new EOFException("the list was cut off");
        }
        trouble.isListing();
        Value metadata = happened(event);
        if (isEndOfList(metadata)) {
          version = versionOf(metadata);
          listed();
        }
      }
      body.expectSilence(patience.watchSilence());
      follow(json);
    } catch (SocketTimeoutException e) {
      offersStreams &= !version.isEmpty(); // it may be taken for a watch that never lists
      throw e;
    }
  }

  private void watch(ApiServerClient client) throws IOException, InterruptedException {
    try (BodyStream body = open(client, path.watch(version, seconds()), patience.watchSilence());
        JsonStream json = json(body)) {
      follow(json);
    }
  }

  private long seconds() {
    long least = patience.watchLength().toSeconds();
    return random.nextLong(least, 2 * least);
  }

  private void listed() {
    objects.endList();
    isLost = false;
    trouble.isListed();
    isFruitful = true;
    synced.complete(null);
  }

  private void follow(JsonStream json) throws IOException {
    try {
      for (Value event = event(json); event != null; event = event(json)) {
        trouble.isWatching();
        isFruitful = true;
        version = versionOf(happened(event));
        found();
      }
    } catch (SocketTimeoutException e) {
      // Nothing happens, or nobody is there any more: a new watch will tell.
      logger.debug("{}: {}", kind.plural(), e.getMessage());
      isFruitful = true;
    }
  }

  /** The next event; null at the end. */
  private @Nullable Value event(JsonStream json) throws IOException {
    Value event = json.next();
    if (event == null) {
      return null;
    }
    return switch (read.text(event.get("type"))) {
      case "ERROR" -> throw ApiServerException.of(event.get("object"));
      case "" -> throw new IOException("expected the event of a watch");
      default -> event;
    };
  }

  /** Writes what an event says; the metadata of its object. */
  private Value happened(Value event) {
    heard = System.nanoTime();
    Value object = event.get("object");
    switch (read.text(event.get("type"))) {
      case "ADDED", "MODIFIED" -> objects.put(object);
      case "DELETED" -> objects.remove(object);
      default -> {} // a bookmark
    }
    return object.get("metadata");
  }

  private boolean isEndOfList(Value metadata) {
    return read.text(metadata.get("annotations").get(INITIAL_EVENTS_END)).equals("true");
  }

  private String versionOf(Value metadata) {
    return read.text(metadata.get("resourceVersion"));
  }
}

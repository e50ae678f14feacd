// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.ClusterIndex;
import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.FieldReader;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.ObjectDecoder;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import io.binnacle.plugins.kubernetes.cluster.Value;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
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
  private static final int MAX_COMPLAINTS = 1000;
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

  private final Kind kind;
  private final ApiServerConnection connection;
  private final ClusterIndex index;
  private final Patience patience;
  private final ListPath path;
  private final FieldReader read = new FieldReader((what, found) -> {});
  private final ObjectDecoder decoder = new ObjectDecoder(this::complain);
  private final RandomGenerator random = new SplittableRandom();
  private final Backoff backoff;
  private final Set<String> failures = new HashSet<>();
  private final Set<String> complaints = new HashSet<>();
  private final CompletableFuture<Void> synced = new CompletableFuture<>();

  /** The version up to which all is known; empty before the first list, and when it is too old. */
  private String version = "";

  /** What the list that is being read has, within a watch; else null. */
  private @Nullable Set<ObjectKey> listing;

  private boolean offersStreams = true;
  private boolean isOnePage;
  private boolean hasProgressed;
  private String subject = "";
  private volatile String problem = "no answer yet";

  KindWatch(
      Kind kind,
      Selection selection,
      ApiServerConnection connection,
      ClusterIndex index,
      Patience patience) {
    this.kind = kind;
    this.connection = connection;
    this.index = index;
    this.patience = patience;
    this.path = ListPath.of(kind, selection.labels(kind));
    this.backoff = new Backoff(patience.firstPause(), patience.longestPause(), random);
  }

  /** Completes when all has been listed once. */
  CompletionStage<Void> synced() {
    return synced;
  }

  /** What is wrong, or empty. */
  String waitingFor() {
    String now = problem;
    return now.isEmpty() ? "" : kind.plural() + ": " + now;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        ApiServerClient client = connection.client();
        Duration pause = attempt(client);
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does one request; how long to wait before the next. */
  private Duration attempt(ApiServerClient client) throws InterruptedException {
    hasProgressed = false;
    try {
      if (!version.isEmpty() || offersStreams) {
        watch(client);
      } else {
        list(client);
      }
      return hasProgressed ? Duration.ZERO : backoff.next();
    } catch (ApiServerException e) {
      return refused(client, e);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      if (listing != null && e instanceof SocketTimeoutException) {
        offersStreams = false; // it took the request for a watch, and the list never ends
      }
      failed(client.describe(e));
      renew(client);
      return backoff.next();
    } catch (RuntimeException e) {
      logger.error("{}: listing again after an error", kind.plural(), e);
      version = "";
      return backoff.next();
    } finally {
      listing = null;
    }
  }

  private Duration refused(ApiServerClient client, ApiServerException e) {
    if (e.isGone()) {
      logger.debug("{}: listing again: {}", kind.plural(), e.getMessage());
      isOnePage = version.isEmpty();
      version = "";
      return backoff.next();
    }
    if (e.isNotUnderstood() && version.isEmpty() && offersStreams) {
      offersStreams = false;
      return Duration.ZERO;
    }
    failed(client.describe(e));
    if (e.isUnauthorized()) {
      renew(client);
    }
    Duration pause = backoff.next();
    Duration asked = e.retryAfter();
    if (asked.compareTo(LONGEST_RETRY_AFTER) > 0) {
      asked = LONGEST_RETRY_AFTER;
    }
    return asked.compareTo(pause) > 0 ? asked : pause;
  }

  private void renew(ApiServerClient client) {
    try {
      connection.renew(client);
    } catch (IOException e) {
      failed(String.valueOf(e.getMessage()));
    }
  }

  private void list(ApiServerClient client) throws IOException, InterruptedException {
    Set<ObjectKey> keys = new HashSet<>();
    String next = "";
    do {
      Value page = page(client, isOnePage ? path.all() : path.page(PAGE, next), keys);
      progressed();
      next = read.text(page.get("metadata").get("continue"));
      version = next.isEmpty() ? versionOf(page) : "";
    } while (!next.isEmpty());
    isOnePage = false;
    listed(keys);
  }

  private Value page(ApiServerClient client, String from, Set<ObjectKey> keys)
      throws IOException, InterruptedException {
    try (BodyStream body = client.get(from, patience.listSilence());
        JsonStream json = new JsonStream(body)) {
      return json.list(item -> apply(item, keys));
    }
  }

  private void watch(ApiServerClient client) throws IOException, InterruptedException {
    boolean isList = version.isEmpty();
    listing = isList ? new HashSet<>() : null;
    long seconds = patience.watchLength().toSeconds();
    String from = path.watch(version, random.nextLong(seconds, 2 * seconds));
    Duration silence = isList ? patience.listSilence() : patience.watchSilence();
    try (BodyStream body = client.get(from, silence);
        JsonStream json = new JsonStream(body)) {
      for (Value event = json.next(); event != null; event = json.next()) {
        happened(read.text(event.get("type")), event.get("object"));
        if (isList && listing == null) {
          body.expectSilence(patience.watchSilence());
        }
      }
    }
    if (listing != null) {
      throw new EOFException("the list was cut off");
    }
  }

  private void happened(String type, Value object) throws IOException {
    switch (type) {
      case "ERROR" -> throw ApiServerException.of(object);
      case "" -> throw new IOException("expected the event of a watch");
      default -> progressed();
    }
    switch (type) {
      case "ADDED", "MODIFIED" -> apply(object, listing);
      case "DELETED" -> remove(object);
      default -> {} // a bookmark
    }
    if (listing != null && isEndOfList(type, object)) {
      listed(listing);
      listing = null;
    }
    if (listing == null) {
      version = versionOf(object);
    }
  }

  private boolean isEndOfList(String type, Value object) {
    return type.equals("BOOKMARK")
        && read.text(object.get("metadata").get("annotations").get(INITIAL_EVENTS_END))
            .equals("true");
  }

  private String versionOf(Value object) {
    return read.text(object.get("metadata").get("resourceVersion"));
  }

  private void apply(Value value, @Nullable Set<ObjectKey> keys) {
    subject = kind + " without name";
    ObjectKey key = decoder.key(value);
    if (key == null) {
      return;
    }
    subject = kind + " " + key;
    ClusterObject object = decoder.decode(kind, key, value);
    if (object == null) {
      index.remove(kind, key);
      return;
    }
    index.apply(object);
    if (keys != null) {
      keys.add(key);
    }
  }

  private void remove(Value value) {
    ObjectKey key = decoder.key(value);
    if (key != null) {
      index.remove(kind, key);
      if (listing != null) {
        listing.remove(key);
      }
    }
  }

  private void listed(Set<ObjectKey> keys) {
    index.listed(kind, keys);
    logger.info("{} {} listed", keys.size(), kind.plural());
    synced.complete(null);
  }

  private void progressed() {
    hasProgressed = true;
    backoff.reset();
    problem = "";
    if (!version.isEmpty() && !failures.isEmpty()) {
      failures.clear();
      logger.info("{}: watching again", kind.plural());
    }
  }

  /** One line for each failure, however often it is tried, until the watch goes on. */
  private void failed(String failure) {
    problem = failure;
    if (failures.add(failure)) {
      logger.warn("{}: {}; trying again", kind.plural(), failure);
    }
  }

  private void complain(String what, Value found) {
    String complaint = subject + ": expected " + what + ", found " + found.description();
    if (complaints.size() < MAX_COMPLAINTS && complaints.add(complaint)) {
      logger.warn("{}; left out", complaint);
    }
  }
}

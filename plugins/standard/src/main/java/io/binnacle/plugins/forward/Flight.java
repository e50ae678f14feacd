// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.binnacle.client.ResponseListener;
import io.binnacle.client.UpstreamException;
import io.binnacle.client.UpstreamQuery;
import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One question's way through the upstreams, and the response that all who ask it at the time wait
 * for.
 *
 * <p><i>Confined to one event loop</i>, that of the query which started it; but anybody may {@link
 * #board} and wait for the {@link #response}.
 */
final class Flight implements ResponseListener {
  /** How long all attempts together may take. */
  static final Duration BUDGET = Duration.ofSeconds(5);

  private final ForwardHandler handler;
  private final ForwardConfig config;
  private final UpstreamQuery question;
  private final Query query;
  private final long deadlineNanos;
  private final CompletableFuture<Response> response = new CompletableFuture<>();
  private final AtomicInteger passengers = new AtomicInteger();

  private final List<Candidate> candidates;
  private int position;
  private Candidate current;
  private long askedNanos;
  private int failures;
  private UpstreamException lastFailure = UpstreamException.silence("no healthy upstreams");
  private int failovers;
  private @Nullable Response secondBest;

  Flight(ForwardHandler handler, ForwardConfig config, UpstreamQuery question, Query query) {
    this.handler = handler;
    this.config = config;
    this.question = question;
    this.query = query;
    deadlineNanos = handler.nanoTime() + BUDGET.toNanos();
    candidates = handler.candidates();
    current = candidates.getFirst();
  }

  /** Takes another query along; false if there is no room. */
  boolean board() {
    return passengers.incrementAndGet() <= ForwardHandler.MAX_SHARING;
  }

  /** What all wait for; never fails. */
  CompletionStage<Response> response() {
    return response;
  }

  /** The upstream that was asked last; to be asked for when there is a response. */
  String upstream() {
    return current.toString();
  }

  /** Asks the first upstream. */
  void depart() {
    attempt();
  }

  private void attempt() {
    try {
      askNext();
    } catch (Throwable e) { // no memory for a message, say: nobody shall wait for what never comes
      land(Response.failure(e));
    }
  }

  private void askNext() {
    if (response.isDone()) {
      return;
    }
    askedNanos = handler.nanoTime();
    Duration left = Duration.ofNanos(deadlineNanos - askedNanos);
    boolean mayTry = left.isPositive() && config.mayTryAfter(failures, candidates.size());
    Candidate next = mayTry ? nextCandidate() : null;
    if (next == null) {
      land(secondBest == null ? failure() : secondBest);
      return;
    }
    current = next;
    Duration timeout = config.readTimeout().compareTo(left) < 0 ? config.readTimeout() : left;
    next.ask(query.loop(), question, timeout, this);
  }

  /** The next upstream that is not down, round and round; null if there is none to be tried. */
  private @Nullable Candidate nextCandidate() {
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(position);
      position = (position + 1) % candidates.size();
      if (candidate.suspension() == null && !candidate.isDown()) {
        return candidate;
      }
    }
    return whileAllAreDown();
  }

  /** More likely it is the checks that are wrong; but who is suspended is for good reason. */
  private @Nullable Candidate whileAllAreDown() {
    List<Candidate> down = candidates.stream().filter(it -> it.suspension() == null).toList();
    if (down.isEmpty()) {
      UpstreamException suspension = candidates.getFirst().suspension();
      lastFailure = failures == 0 && suspension != null ? suspension : lastFailure;
      return null;
    }
    handler.allAreDown();
    return config.failsFast() ? null : Policy.RANDOM.order(down, 0).getFirst();
  }

  @Override
  public void failed(UpstreamException cause) {
    failures++;
    lastFailure = cause;
    current.suspect(query.loop());
    attempt();
  }

  @Override
  public void responded(WireResponse theirs) {
    current.answered(theirs.rcode(), handler.nanoTime() - askedNanos);
    if (config.failover().contains(theirs.rcode()) && ++failovers < candidates.size()) {
      secondBest = theirs;
      attempt();
      return;
    }
    switch (config.goesOn(theirs) ? handler.askBehind(query) : null) {
      case null -> land(theirs);
      case Response better -> land(better);
      case Later later ->
          later
              .response()
              .whenComplete((better, failure) -> land(better == null ? theirs : better));
    }
  }

  private Response failure() {
    int code =
        lastFailure.isSilence()
            ? ExtendedError.NO_REACHABLE_AUTHORITY
            : ExtendedError.NETWORK_ERROR;
    return Response.failure(lastFailure)
        .withExtendedError(new ExtendedError(code, String.valueOf(lastFailure.getMessage())));
  }

  private void land(Response found) {
    handler.landed(question, this);
    response.complete(found);
  }
}

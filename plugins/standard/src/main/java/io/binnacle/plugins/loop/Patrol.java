// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loop;

import io.binnacle.corefile.Zones;
import io.binnacle.dns.Question;
import io.binnacle.plugin.Forwarder;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Setup.Named;
import io.binnacle.plugins.loop.Probe.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/**
 * Sends a probe through each upstream of a server block, round after round, and looks what becomes
 * of them.
 *
 * <p><i>Safe for use by many threads</i>: one virtual thread goes the rounds, and what queries look
 * at is a concurrent table.
 */
final class Patrol implements AutoCloseable {
  /** After the first round; then twice as long after each. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** After rounds in which all is clear: somebody may change an upstream. */
  private static final Duration LONG_PAUSE = Duration.ofMinutes(5);

  /** After others: an upstream that is mended, or comes up, shall not wait long. */
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(30);

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final Logger logger = LoggerFactory.getLogger(Patrol.class);

  private final FirstRound first;
  private final Zones zones;
  private final Supplier<List<Named<Forwarder>>> forwarders;
  private final Suspensions suspensions = new Suspensions();
  private final Thread thread = Thread.ofVirtual().name("loop").unstarted(this::run);

  /** Those of the last round, which may come late. */
  private final ConcurrentMap<Question, Probe> probes = new ConcurrentHashMap<>();

  /**
   * A patrol.
   *
   * @param first whether there was a round before
   * @param zones of the server block, since only what is in them can come back
   */
  Patrol(FirstRound first, Zones zones, Supplier<List<Named<Forwarder>>> forwarders) {
    this.first = first;
    this.zones = zones;
    this.forwarders = forwarders;
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        Duration longest = tryToGoRound() ? LONG_PAUSE : SHORT_PAUSE;
        pause = pause.compareTo(longest) < 0 ? pause : longest;
        Thread.sleep(pause);
        pause = pause.multipliedBy(2);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private boolean tryToGoRound() throws InterruptedException {
    try {
      return goRound();
    } catch (RuntimeException | Error e) { // a fault of the program; the next round may go well
      logger.error("A round could not be finished", e);
      return false;
    }
  }

  /** Probes each upstream once; whether all are clear. */
  boolean goRound() throws InterruptedException {
    probes.clear();
    List<Probe> sent = new ArrayList<>();
    for (Named<Forwarder> forwarder : forwarders.get()) {
      zone(forwarder.value())
          .ifPresent(
              zone ->
                  forwarder
                      .value()
                      .upstreams()
                      .forEach(upstream -> Probe.of(upstream, zone).ifPresent(sent::add)));
    }
    suspensions.retain(sent.stream().map(Probe::upstream).toList());
    sent.forEach(this::send);
    boolean isClear = true;
    for (Probe probe : sent) {
      isClear &= verdict(probe) == Verdict.CLEAR;
    }
    first.end();
    return isClear;
  }

  /** Where names of probes lie, if queries for any names both come here and are passed on. */
  private Optional<Name> zone(Forwarder forwarder) {
    for (Name served : zones.names()) {
      for (Name forwarded : forwarder.zones().names()) {
        if (forwarded.subdomain(served)) {
          return Optional.of(forwarded);
        }
        if (served.subdomain(forwarded)) {
          return Optional.of(served);
        }
      }
    }
    return Optional.empty();
  }

  private void send(Probe probe) {
    probes.put(probe.question(), probe);
    probe
        .upstream()
        .ask(probe.question(), TIMEOUT)
        .whenComplete((response, _) -> answered(probe, response));
  }

  /** A server that is in a loop, too, and knows it, says SERVFAIL: that proves nothing. */
  private void answered(Probe probe, @Nullable Response response) {
    boolean isClear = response != null && response.rcode() != Rcode.SERVFAIL;
    Verdict verdict = isClear ? Verdict.CLEAR : Verdict.UNKNOWN;
    if (probe.verdict().complete(verdict)) { // else it is our own answer, by way of the upstream
      suspensions.judge(probe.upstream(), verdict);
    }
  }

  private static Verdict verdict(Probe probe) throws InterruptedException {
    try {
      return probe.verdict().get();
    } catch (ExecutionException e) {
      throw new AssertionError("verdicts do not fail", e);
    }
  }

  /** The probe that asks this, or null. */
  @Nullable Probe probe(Question question) {
    return probes.get(question);
  }

  /** A probe has come back. */
  void cameBack(Probe probe) {
    suspensions.judge(probe.upstream(), Verdict.LOOPS);
    probe.verdict().complete(Verdict.LOOPS);
  }

  /** Whether upstreams have been probed, and no forwarder has only such as are suspended. */
  boolean isReady() {
    return first.isOver()
        && forwarders.get().stream()
            .allMatch(forwarder -> suspensions.leaveAny(forwarder.value().upstreams()));
  }
}

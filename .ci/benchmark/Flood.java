// SPDX-License-Identifier: Apache-2.0

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A server that has a tenth of a core, and ten times the queries that it can answer then: what it
 * answers, what it holds, and how it is a second later.
 */
final class Flood {
  private static final int TIMES = 10;
  private static final double SECONDS = 8;
  private static final int LOOK_MILLIS = 100;
  private static final Load MIX = Load.udp("mix");
  private static final Load FLOOD = Load.udp("mix", "-s", "32");

  private Flood() {}

  static void measure(Lab lab, Report report) throws Exception {
    Optional<Quota> made = Quota.make();
    if (made.isEmpty()) {
      report.line("%nNot measured, for want of a control group: a tenth of a core, a flood.");
      return;
    }
    try (Quota quota = made.get()) {
      report.line("%nA tenth of a core (%s), and %d times its capacity:%n", quota.version(), TIMES);
      report.line(
          "| server | q/s | asked, q/s | answered, q/s | RSS before, MB | at most | after |"
              + " 1 s later: lost of 500 | p99, µs | before: p99, µs |");
      report.line("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
      for (String server :
          Stream.of("binnacle", "nsd", "coredns").filter(Servers::isThere).toList()) {
        lab.warmUp(lab.subject(server), MIX);
        quota.limit(lab.subject(server));
        measure(lab, lab.subject(server), report);
        quota.release(lab.subject(server));
      }
    }
  }

  private static void measure(Lab lab, Subject server, Report report) throws Exception {
    double capacity = lab.client().ask(MIX, server, 0.5, 4).get("qps");
    lab.client().ask(MIX, server, 0.5, 0.5, "-r500");
    Tally usual = lab.client().ask(MIX, server, 0, 1, "-r500");
    long before = server.residentKilobytes();
    AtomicLong most = new AtomicLong(before);
    AtomicBoolean isOver = new AtomicBoolean();
    Thread observer = Thread.ofPlatform().start(() -> observe(server, most, isOver));
    String rate = String.format(Locale.ROOT, "-r%.0f", TIMES * capacity);
    Tally flood = lab.client().ask(FLOOD, server, 0, SECONDS, rate);
    Tally later = lab.client().ask(MIX, server, 0.5, 1, "-r500"); // the flood's end took 0.5 s, too
    isOver.set(true);
    observer.join();
    report.line(
        "| %s | %,.0f | %,.0f | %,.0f | %d | %d | %d | %.0f | %.0f | %.0f |",
        server.name(),
        capacity,
        flood.get("sent") / SECONDS,
        flood.get("qps"),
        before >> 10,
        most.get() >> 10,
        server.residentKilobytes() >> 10,
        later.get("lost"),
        later.get("p99_us"),
        usual.get("p99_us"));
  }

  private static void observe(Subject server, AtomicLong most, AtomicBoolean isOver) {
    while (!isOver.get()) {
      most.accumulateAndGet(server.residentKilobytes(), Math::max);
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}

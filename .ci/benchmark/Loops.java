// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;

/** Two event loops on two cores beside one on one. */
final class Loops {
  private static final double WARM_UP_SECONDS = 5;
  private static final double LEAD_SECONDS = 0.3;
  private static final double SECONDS = 1.5;
  private static final Load MIX = Load.udp("mix", "-b", "-s", "16");

  private Loops() {}

  static void measure(Lab lab, Report report) throws IOException {
    Subject one = lab.subject("binnacle");
    Subject two = lab.startOnTwoCores("binnacle");
    Client beside = lab.clientBesideTwo();
    lab.warmUp(one, MIX);
    beside.ask(MIX, two, 0, WARM_UP_SECONDS);
    report.line("%n| event loops | µs per query | q/s | cores of the server | of the client |");
    report.line("|---|--:|--:|--:|---|");
    report(report, "1", lab.client(), one);
    report(report, "2", beside, two);
    two.close();
  }

  private static void report(Report report, String loops, Client client, Subject server)
      throws IOException {
    Tally tally = client.ask(MIX, server, LEAD_SECONDS, SECONDS);
    report.line(
        "| %s | %.2f | %,.0f | %.2f | %s |",
        loops, tally.cpuMicros(), tally.get("qps"), tally.cores(), client.cores());
  }
}

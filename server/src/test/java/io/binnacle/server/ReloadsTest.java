// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Position;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.testing.TestServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done about a Corefile that is looked at again. */
class ReloadsTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse("note:io.binnacle.server.ReloadsTest$Note");
  private static final String GOOD = ". {\n note good\n}";
  private static final String BAD = ". {\n nota bene\n}";
  private static final String UNREADABLE = "";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private String text = GOOD;
  private final Server server = build();
  private final Reloads reloads = new Reloads(server, this::read, new ReloadMetrics(registry));

  private static Server build() {
    try {
      return Server.build(TestServer.corefile(GOOD), CATALOG);
    } catch (CorefileException e) {
      throw new AssertionError(e);
    }
  }

  private Corefile read() throws CorefileException {
    if (text.equals(UNREADABLE)) {
      throw new CorefileException(Position.of("Corefile"), "cannot be read: no such file");
    }
    return TestServer.corefile(text);
  }

  @BeforeEach
  void start() throws Exception {
    server.start();
    Note.SEEN.clear();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private void look(String found) {
    text = found;
    reloads.reload(false);
  }

  private double failures() {
    return registry.scrape().stream()
        .filter(CounterSnapshot.class::isInstance)
        .map(CounterSnapshot.class::cast)
        .mapToDouble(counter -> counter.getDataPoints().getFirst().getValue())
        .sum();
  }

  @Test
  void servesWhatHasChanged() {
    look(GOOD + "# only a comment");
    look(". {\n note better\n}");
    look(". {\n note better\n}");

    assertThat(Note.SEEN).containsExactly("better");
    assertThat(failures()).isZero();
  }

  @Test
  void doesNotTryTwiceWhatCannotBeServed() {
    look(BAD);
    look(BAD);
    assertThat(failures()).isEqualTo(1);

    look(BAD.replace("bene", "male"));
    assertThat(failures()).isEqualTo(2);
  }

  @Test
  void saysOnceThatItCannotRead() {
    look(UNREADABLE);
    look(UNREADABLE);

    assertThat(failures()).isEqualTo(1);
  }

  @Test
  void aMistakeMadeAgainIsANewOne() {
    look(BAD);
    look(GOOD);
    look(BAD);

    assertThat(failures()).isEqualTo(2);
    assertThat(Note.SEEN).isEmpty();
  }

  @Test
  void whoeverAsksGetsAReload() {
    reloads.reload(true);
    assertThat(Note.SEEN).containsExactly("good");

    text = BAD;
    reloads.reload(true);
    reloads.reload(true);
    assertThat(failures()).isEqualTo(2);
  }

  @Test
  void tellsWhichConfigurationRuns() {
    PrometheusRegistry shown = new PrometheusRegistry();
    ReloadMetrics metrics = new ReloadMetrics(shown);

    metrics.running("one");
    metrics.running("two");

    assertThat(
            shown.scrape().stream()
                .filter(GaugeSnapshot.class::isInstance)
                .flatMap(gauge -> gauge.getDataPoints().stream())
                .map(point -> point.getLabels().get("value")))
        .containsExactly("two");
  }

  @Test
  void nothingHappensOnceTheServerStops() {
    server.stop();

    reloads.reload(true);
    look(BAD);

    assertThat(Note.SEEN).isEmpty();
    assertThat(failures()).isZero();
  }

  /** Notes that it was set up. */
  public static final class Note implements Plugin {
    static final List<String> SEEN = new ArrayList<>();

    @Override
    public void setup(Directive directive, Setup block) throws CorefileException {
      SEEN.add(directive.only("a word").text());
    }
  }
}

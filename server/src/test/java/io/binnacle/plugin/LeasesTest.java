// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeasesTest {
  private final List<String> events = new ArrayList<>();
  private final Leases<String, AutoCloseable> leases = new Leases<>();

  private Leases.Lease<AutoCloseable> take(String key) throws Exception {
    return leases.take(
        key,
        () -> {
          events.add("open " + key);
          return () -> events.add("close " + key);
        });
  }

  @Test
  void theFirstOpensAndTheLastCloses() throws Exception {
    var first = take("a");
    var second = take("a");
    first.end().close();
    var third = take("a");
    second.end().close();
    assertThat(third.value()).isSameAs(first.value());
    assertThat(events).containsExactly("open a");

    third.end().close();

    assertThat(events).containsExactly("open a", "close a");
  }

  @Test
  void eachKeyHasItsOwn() throws Exception {
    take("a");
    take("b").end().close();

    assertThat(events).containsExactly("open a", "open b", "close b");
  }

  @Test
  void findsWhatSomebodyHas() throws Exception {
    assertThat(leases.find("a")).isEmpty();
    var lease = take("a");
    assertThat(leases.find("a")).containsSame(lease.value());

    lease.end().close();

    assertThat(leases.find("a")).isEmpty();
  }

  @Test
  void whatWasClosedIsOpenedAnew() throws Exception {
    take("a").end().close();
    take("a").end().close();

    assertThat(events).containsExactly("open a", "close a", "open a", "close a");
  }

  @Test
  void whatCannotBeOpenedIsTriedAgain() throws Exception {
    assertThatThrownBy(
            () ->
                leases.take(
                    "a",
                    () -> {
                      throw new IOException("in use");
                    }))
        .hasMessage("in use");

    take("a").end().close();

    assertThat(events).containsExactly("open a", "close a");
  }
}

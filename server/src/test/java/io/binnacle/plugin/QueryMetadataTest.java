// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class QueryMetadataTest {
  private static final Query ASKED =
      Queries.udp("www.example.org", Type.A, new DefaultEventLoop()); // starts no thread

  private static final Names NAMES =
      (query, label) -> label.equals("test/name") ? query.name().toString() : null;

  @Test
  void thereIsNoneUnlessSomebodyGivesItAPlace() {
    ASKED.note("test/note", "x");

    assertThat(ASKED.metadata("test/note")).isNull();
    assertThat(ASKED.metadata("test/name")).isNull();
  }

  @Test
  void namesAreAskedAboutTheQueryAsItCame() {
    Query renamed = ASKED.withMetadata(NAMES).withName(Queries.name("example.net"));

    assertThat(renamed.metadata("test/name")).isEqualTo("www.example.org.");
    assertThat(renamed.metadata("test/other")).isNull();
  }

  @Test
  void allQueriesMadeOfOneShareItsNotes() {
    Query query = ASKED.withMetadata(NAMES);

    query.withName(Queries.name("example.net")).withType(Type.AAAA).note("test/note", "x");

    assertThat(query.metadata("test/note")).isEqualTo("x");
  }

  @Test
  void aLookUpHasItsOwn() {
    Query query = ASKED.withMetadata(NAMES);

    Query lookup = query.lookup(Queries.name("example.net"), Type.A);
    lookup.note("test/note", "x");

    assertThat(query.metadata("test/note")).isNull();
    assertThat(lookup.metadata("test/name")).isNull();
  }
}

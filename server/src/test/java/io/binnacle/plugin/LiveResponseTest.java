// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.Ageing;
import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.testing.Queries;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class LiveResponseTest {
  private static final int AA = 0x0400;
  private static final Question QUESTION =
      Question.of(Queries.name("web.app.svc.cluster.local"), Type.A, DClass.IN);
  private static final WireResponse LIVE =
      WireResponse.of(ResponseBuilder.of(QUESTION).a(5, 1).a(5, 2).build(), Rcode.NOERROR, AA)
          .live();

  @Test
  void isNotWhatResponsesAreAtFirst() {
    assertThat(Response.error(Rcode.NXDOMAIN).isLive()).isFalse();
    assertThat(MessageResponse.of(LIVE.message(QUESTION)).isLive()).isFalse();
  }

  @Test
  void staysWhateverElseChanges() {
    ExtendedError reason = new ExtendedError(ExtendedError.OTHER, "");

    assertThat(LIVE.shuffled().isLive()).isTrue();
    assertThat(LIVE.withFlags(0, AA).isLive()).isTrue();
    assertThat(LIVE.withExtendedError(reason).isLive()).isTrue();
    assertThat(LIVE.withAgeing(new Ageing.Fixed(1)).isLive()).isTrue();
    assertThat(LIVE.compile(QUESTION)).isSameAs(LIVE);
    assertThat(LIVE.live()).isSameAs(LIVE);
  }

  @Test
  void staysInMessages() {
    MessageResponse message = MessageResponse.of(LIVE.message(QUESTION)).live();
    ExtendedError reason = new ExtendedError(ExtendedError.OTHER, "");

    assertThat(message.withFlags(0, AA).isLive()).isTrue();
    assertThat(message.withExtendedError(reason).isLive()).isTrue();
    assertThat(message.compile(QUESTION).isLive()).isTrue();
    assertThat(message.withExtendedError(reason).compile(QUESTION).isLive()).isTrue();
  }
}

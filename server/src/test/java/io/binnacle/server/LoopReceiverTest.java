// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Observer;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Route;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoopReceiverTest {
  @Test
  void observersHearOfLostResponses() {
    List<String> heard = new ArrayList<>();
    Observer observer =
        new Observer() {
          @Override
          public void lost(String server, int responses) {
            heard.add(server + " " + responses);
          }

          @Override
          public void answered(Query query, @Nullable Response response, String plugin) {}

          @Override
          public void threw() {}
        };
    Route dropped = new Route("dns://:53", Route.DROPPED, "", 0);
    HandlerChain none = new HandlerChain(List.of(), List.of(observer));
    Dispatcher dispatcher = new Dispatcher(Map.of(), Map.of(), new Destination(dropped, none));

    new LoopReceiver(new DefaultEventLoop(), dispatcher).lost(3);

    assertThat(heard).containsExactly("dns://:53 3");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.testing;

import io.binnacle.dns.Edns;
import io.binnacle.dns.QueryHeader;
import io.binnacle.dns.Question;
import io.binnacle.plugin.Client;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Route;
import io.binnacle.plugin.Transport;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Queries that came over no wire, for tests of handlers. */
public final class Queries {
  private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 40212);
  private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.53", 53);

  private Queries() {}

  private record Header(Question question, @Nullable Edns edns) implements QueryHeader {
    @Override
    public int id() {
      return 4711;
    }

    @Override
    public int flags() {
      return 0x0100; // RD
    }
  }

  /** A query by UDP, without EDNS, recursion desired. */
  public static Query udp(String name, int type, EventLoop loop) {
    return query(name, type, null, Client.of(CLIENT, SERVER, Transport.UDP, loop));
  }

  /** A query of this client's. */
  public static Query query(String name, int type, @Nullable Edns edns, Client client) {
    Question question = Question.of(name(name), type, DClass.IN);
    return Query.of(new Header(question, edns), 40, client, Route.NONE, 0);
  }

  /** A name, with or without its final dot. */
  public static Name name(String name) {
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}

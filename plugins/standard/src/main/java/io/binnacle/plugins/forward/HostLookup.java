// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * Finds the addresses of an upstream that the Corefile has by name.
 *
 * <p><i>Safe for use by many threads.</i>
 */
@FunctionalInterface
interface HostLookup {
  /** How long a server that is asked may take. */
  Duration TIMEOUT = Duration.ofSeconds(2);

  /** As other programs of this machine find them. */
  HostLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** The addresses, at least one. Blocks. */
  List<InetAddress> addresses(String host) throws IOException;

  /** Asks the first of these servers that answers; the system, if there are none. */
  static HostLookup of(List<InetSocketAddress> servers) {
    return servers.isEmpty() ? SYSTEM : host -> askAll(servers, host);
  }

  private static List<InetAddress> askAll(List<InetSocketAddress> servers, String host)
      throws IOException {
    IOException failure = new UnknownHostException(host);
    for (InetSocketAddress server : servers) {
      try {
        return ask(server, host);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static List<InetAddress> ask(InetSocketAddress server, String host) throws IOException {
    SimpleResolver resolver = new SimpleResolver(server);
    resolver.setTimeout(TIMEOUT);
    Name name = Name.fromString(host, Name.root);
    List<InetAddress> found = new ArrayList<>();
    for (int type : List.of(Type.A, Type.AAAA)) {
      Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
      Message response = resolver.send(query);
      if (response.getRcode() != Rcode.NOERROR) {
        throw new UnknownHostException(host + ": " + Rcode.string(response.getRcode()));
      }
      for (Record record : response.getSection(Section.ANSWER)) {
        switch (record) {
          case ARecord a when type == Type.A -> found.add(a.getAddress());
          case AAAARecord aaaa when type == Type.AAAA -> found.add(aaaa.getAddress());
          default -> {} // an alias on the way
        }
      }
    }
    if (found.isEmpty()) {
      throw new UnknownHostException(host + ": no addresses");
    }
    return found;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.WireResponse;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.Ipv6Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Makes responses of records, all with one time to live.
 *
 * <p><i>Immutable.</i>
 */
record AnswerCompiler(int ttl) {
  private static final int AUTHORITATIVE = 0x8000 >>> Flags.AA;

  /** What the weights of a set of SRV records add up to, nearly. */
  private static final int WHOLE_WEIGHT = 100;

  /** The lengths of records whose owner is a pointer. */
  private static final int A_LENGTH = 16;

  private static final int AAAA_LENGTH = 28;

  private static final String VERSION = "1.1.0";
  private static final int VERSION_TTL = 28_800;

  /** The response made of what the builder has; the index is always newer than a cache. */
  static WireResponse response(ResponseBuilder builder, int rcode) {
    return WireResponse.of(builder.build(), rcode, AUTHORITATIVE).live();
  }

  private static Finding answer(ResponseBuilder builder) {
    return new Finding.Answer(response(builder, Rcode.NOERROR));
  }

  /** Those of the addresses that are of the type asked; NODATA if none is. */
  Finding addresses(Question question, Collection<IpAddress> addresses) {
    ResponseBuilder builder = ResponseBuilder.of(question);
    return add(builder, question.type(), addresses) ? answer(builder) : Finding.Absence.NO_DATA;
  }

  private boolean add(ResponseBuilder builder, int type, Collection<IpAddress> addresses) {
    boolean isAny = false;
    builder.room(addresses.size(), type == Type.A ? A_LENGTH : AAAA_LENGTH);
    for (IpAddress address : addresses) {
      if (type == Type.A && address instanceof Ipv4Address v4) {
        builder.a(ttl, v4.bits());
        isAny = true;
      } else if (type == Type.AAAA && address instanceof Ipv6Address v6) {
        builder.aaaa(ttl, v6.high(), v6.low());
        isAny = true;
      }
    }
    return isAny;
  }

  private void add(ResponseBuilder builder, byte[] owner, Collection<IpAddress> addresses) {
    builder.owner(owner);
    add(builder, Type.A, addresses);
    add(builder, Type.AAAA, addresses);
  }

  /** Whether names of services own records of this type; CNAME where addresses are names. */
  static boolean isOwned(int type) {
    return switch (type) {
      case Type.A, Type.AAAA, Type.SRV, Type.CNAME -> true;
      default -> false;
    };
  }

  /**
   * What there is of the type asked, which services can own, or the name that is an address.
   *
   * @param service where the service's own name begins in the question
   */
  Finding owned(Question question, int service, Owned owned) {
    if (question.type() == Type.SRV) {
      return offers(question, service, owned.hosts());
    }
    Collection<IpAddress> addresses = owned.addresses();
    String alias = addresses.isEmpty() ? owned.alias() : null;
    return alias == null ? addresses(question, addresses) : Finding.Alias.of(alias);
  }

  /**
   * Where a service is offered, every place with the same weight, and beside it the addresses;
   * NODATA if nowhere.
   *
   * @param service where the service's own name begins in the question
   * @see <a href="https://www.rfc-editor.org/rfc/rfc2782">RFC 2782</a>
   */
  private Finding offers(Question question, int service, Collection<Host> hosts) {
    byte[] serviceName = LabelRun.rest(question, service);
    List<Host> named = hosts.stream().filter(host -> host.isNamed(serviceName)).toList();
    if (named.isEmpty()) {
      return Finding.Absence.NO_DATA;
    }
    int places = named.stream().mapToInt(host -> host.ports().size()).sum();
    int weight = Math.max(1, WHOLE_WEIGHT / places);
    ResponseBuilder builder = ResponseBuilder.of(question);
    for (Host host : named) {
      byte[] hostName = host.of(serviceName);
      host.ports().forEach(port -> builder.srv(ttl, 0, weight, port, hostName));
      if (builder.isFull()) {
        return answer(builder); // the rest could not be sent
      }
    }
    builder.additional();
    List<Name> unknown = new ArrayList<>();
    for (Host host : named) {
      add(builder, host.of(serviceName), host.addresses());
      if (host.elsewhere() != null) {
        unknown.add(host.elsewhere());
      }
    }
    return unknown.isEmpty()
        ? answer(builder)
        : new Finding.Partial(response(builder, Rcode.NOERROR), unknown);
  }

  /** The names of an address. */
  Finding pointers(Question question, Collection<byte[]> names) {
    ResponseBuilder builder = ResponseBuilder.of(question);
    names.forEach(name -> builder.ptr(ttl, name));
    return answer(builder);
  }

  /**
   * The name servers of a zone, and beside them their addresses.
   *
   * @param zone where their names lie
   * @param servers addresses by name, without that zone
   */
  Finding servers(
      Question question, byte[] zone, Map<String, ? extends Collection<IpAddress>> servers) {
    ResponseBuilder builder = ResponseBuilder.of(question);
    servers.keySet().forEach(server -> builder.ns(ttl, LabelRun.name(server, zone)));
    builder.additional();
    servers.forEach((server, addresses) -> add(builder, LabelRun.name(server, zone), addresses));
    return answer(builder);
  }

  /** The version of the specification that the names follow. */
  static Finding version(Question question) {
    return answer(ResponseBuilder.of(question).txt(VERSION_TTL, VERSION));
  }
}

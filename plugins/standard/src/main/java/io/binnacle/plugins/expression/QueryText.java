// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import io.binnacle.dns.NameText;
import io.binnacle.plugin.Query;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Type;

/**
 * Parts of a query as text, for expressions and templates.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
public final class QueryText {
  private QueryText() {}

  /**
   * The name in lower case with its final dot, escaped as in zone files: whatever a client asks, no
   * blank, quote or line feed stands in it.
   */
  public static String name(Query query) {
    StringBuilder text = new StringBuilder(2 * query.question().nameLength());
    NameText.append(query.question(), text);
    return text.toString();
  }

  /** {@code AAAA}, or {@code TYPE4711}. */
  public static String type(Query query) {
    return Type.string(query.type());
  }

  /** {@code IN}, or {@code CLASS4711}. */
  public static String dclass(Query query) {
    return DClass.string(query.dclass());
  }

  /** The client's address, an IPv6 one without brackets, perhaps with its scope. */
  public static String client(Query query) {
    return address(query.client().address().getAddress());
  }

  /** The address of ours that was asked. */
  static String server(Query query) {
    return address(query.client().local().getAddress());
  }

  private static String address(InetAddress address) {
    String text = NetUtil.toAddressString(address);
    return address instanceof Inet6Address six && six.getScopeId() != 0
        ? text + "%" + six.getScopeId()
        : text;
  }
}

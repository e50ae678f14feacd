// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.whoami;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Setup;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;

/**
 * {@code whoami}: answers every query with the client's address, port and transport, as additional
 * records.
 *
 * <p><i>Immutable.</i>
 */
public final class WhoamiPlugin implements Plugin, Handler {
  private static final long TTL = 0;

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    directive.noArguments();
    directive.noBlock();
    block.use(this);
  }

  @Override
  public Outcome handle(Query query) {
    Message message = new Message();
    message.getHeader().setFlag(Flags.QR);
    message.getHeader().setFlag(Flags.AA);
    message.addRecord(address(query), Section.ADDITIONAL);
    try {
      message.addRecord(port(query), Section.ADDITIONAL);
    } catch (NameTooLongException _) {
      // A name this long has no room for the transport's label: the address alone must do.
    }
    return MessageResponse.of(message);
  }

  private static Record address(Query query) {
    InetAddress address = query.client().address().getAddress();
    return address instanceof Inet4Address
        ? new ARecord(query.name(), query.dclass(), TTL, address)
        : new AAAARecord(query.name(), query.dclass(), TTL, address);
  }

  private static Record port(Query query) throws NameTooLongException {
    InetSocketAddress client = query.client().address();
    Name transport = Name.fromConstantString("_" + query.transport().protocol());
    Name owner = Name.concatenate(transport, query.name());
    return new SRVRecord(owner, query.dclass(), TTL, 0, 0, client.getPort(), Name.root);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Setup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The word {@code upstream} of the tests: the zone {@code example.net} of the test cases, which
 * denies whatever is not in it.
 */
public final class UpstreamPlugin implements Plugin, Handler {
  private final List<Record> zone = records(KubernetesCases.upstreamZone());

  private static List<Record> records(String zone) {
    try (var in = new ByteArrayInputStream(zone.getBytes(StandardCharsets.UTF_8));
        Master master = new Master(in)) {
      return List.copyOf(read(master));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<Record> read(Master master) throws IOException {
    List<Record> records = new ArrayList<>();
    for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
      records.add(record);
    }
    return records;
  }

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    directive.noArguments();
    directive.noBlock();
    block.use(this);
  }

  private Stream<Record> answer(Name name, int type) {
    return zone.stream()
        .filter(record -> record.getName().equals(name))
        .flatMap(
            record ->
                record.getType() == type
                    ? Stream.of(record)
                    : record instanceof CNAMERecord alias
                        ? Stream.concat(Stream.of(record), answer(alias.getTarget(), type))
                        : Stream.empty());
  }

  @Override
  public Outcome handle(Query query) {
    Message response = new Message();
    response.getHeader().setFlag(Flags.AA);
    Name name = query.name();
    List<Record> owned = zone.stream().filter(record -> record.getName().equals(name)).toList();
    answer(name, query.type()).forEach(record -> response.addRecord(record, Section.ANSWER));
    if (owned.isEmpty()) {
      response.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    int authority = response.getSection(Section.ANSWER).isEmpty() ? Type.SOA : Type.NS;
    zone.stream()
        .filter(record -> record.getType() == authority)
        .forEach(record -> response.addRecord(record, Section.AUTHORITY));
    return MessageResponse.of(response);
  }
}

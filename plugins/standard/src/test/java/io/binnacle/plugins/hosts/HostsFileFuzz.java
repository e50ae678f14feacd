// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.Question;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.Directives;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What holds for any hosts file: each line is understood or counted as strange, what is understood
 * can be written and read again, and all of it is answered.
 *
 * <p><i>Confined to one thread.</i>
 */
public final class HostsFileFuzz {
  private static final HostsConfig CONFIG = config();
  private static final Name ANY_LABEL = Name.fromConstantString("?");

  private HostsFileFuzz() {}

  private static HostsConfig config() {
    try {
      return HostsConfig.parse(Directives.parse("hosts"), Zones.ROOT, Path::of);
    } catch (CorefileException e) {
      throw new AssertionError(e);
    }
  }

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws NameTooLongException {
    String text = new String(input, ISO_8859_1);
    List<HostLine> lines = new ArrayList<>();

    List<Integer> strange = HostsFile.parse(text.lines(), lines::add);

    require(lines.size() + strange.size() <= text.lines().count(), "lines out of nothing");
    List<HostLine> again = new ArrayList<>();
    require(
        HostsFile.parse(lines.stream().map(HostsFileFuzz::write), again::add).isEmpty(),
        "not read again");
    require(lines.equals(again), "read as something else: " + again);
    checkAnswers(lines);
  }

  private static String write(HostLine line) {
    Stream<String> names = line.names().stream().map(name -> name.toString().replace("#", "\\035"));
    return line.address().getHostAddress() + " " + String.join(" ", names.toList());
  }

  private static void checkAnswers(List<HostLine> lines) throws NameTooLongException {
    HostTable table = new HostTable(CONFIG);
    lines.forEach(table::add);
    for (HostLine line : lines) {
      InetAddress address = line.address();
      int type = address instanceof Inet4Address ? Type.A : Type.AAAA;
      for (Name name : line.names()) {
        if (name.isWild()) { // unless other lines tell of that name
          Name asked = Name.concatenate(ANY_LABEL, new Name(name, 1));
          require(table.find(question(asked, type)) != null, "not found: " + name);
        } else {
          require(isAnswered(table, name, type, address.getHostAddress()), "no address: " + name);
          require(
              isAnswered(table, ReverseMap.fromAddress(address), Type.PTR, name.toString()),
              "no name: " + address);
        }
      }
    }
  }

  private static Question question(Name name, int type) {
    return Question.of(name, type, DClass.IN);
  }

  private static boolean isAnswered(HostTable table, Name name, int type, String data) {
    Question question = question(name, type);
    Host host = Objects.requireNonNull(table.find(question), "not found");
    WireResponse response = Objects.requireNonNull(host.answer(question), "not answered");
    return response.message(question).getSection(Section.ANSWER).stream()
        .map(Record::rdataToString)
        .anyMatch(data::equalsIgnoreCase);
  }

  private static void require(boolean holds, String finding) {
    if (!holds) {
      throw new AssertionError(finding);
    }
  }
}

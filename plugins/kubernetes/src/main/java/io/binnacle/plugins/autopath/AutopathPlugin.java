// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.autopath;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.SearchList;
import io.binnacle.corefile.Zones;
import io.binnacle.plugin.AutoPath;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.xbill.DNS.Name;

/**
 * {@code autopath [ZONES...] RESOLV-CONF|@PLUGIN}.
 *
 * <p><i>Used at set-up only.</i>
 */
public final class AutopathPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    int last = Math.max(0, directive.arguments().size() - 1);
    String source = directive.argument(last, "a file like /etc/resolv.conf or @kubernetes").text();
    Zones zones = directive.zones(0, last, block.zones());
    directive.noBlock();
    AutopathHandler handler =
        new AutopathHandler(zones, block.kept(AutopathMetrics.class, AutopathMetrics::new));
    block.use(handler);
    Chain rest = block.rest();
    if (source.startsWith("@")) {
      Supplier<List<Setup.Named<AutoPath>>> all = block.handlers(AutoPath.class);
      block.atEnd(
          () -> {
            AutoPath who = named(source.substring(1), all.get(), directive, last);
            handler.lead(who, rest);
            if (!who.missingOption().isEmpty()) {
              block.warn(
                  directive,
                  "'%s' knows no clients without '%s'".formatted(source, who.missingOption()));
            }
          });
    } else {
      List<Name> path = path(SearchList.read(directive, last));
      handler.lead(query -> path, rest);
    }
  }

  private static List<Name> path(List<Name> domains) {
    return Stream.concat(domains.stream(), Stream.of(Name.root)).toList();
  }

  private static AutoPath named(
      String plugin, List<Setup.Named<AutoPath>> all, Directive directive, int index)
      throws CorefileException {
    for (Setup.Named<AutoPath> each : all) {
      if (each.plugin().equals(plugin)) {
        return each.value();
      }
    }
    throw directive.expected("a plugin of this server block that knows search paths", index);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.root;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code root PATH}: the folder that relative paths in a server block count from. */
public final class RootPlugin implements Plugin {
  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    directive.eachOccurrence(
        each -> {
          Path folder = folder(each);
          block.root(folder);
          if (!Files.isDirectory(folder)) {
            block.warn(each, "there is no folder " + folder);
          }
        });
  }

  private static Path folder(Directive root) throws CorefileException {
    root.noBlock();
    root.atMost(1);
    return root.value(0, "a path", Path::of);
  }
}

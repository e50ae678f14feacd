// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.root;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code root PATH}: the folder that relative paths in a server block count from. */
public final class RootPlugin implements Plugin {
  private static final Logger logger = LoggerFactory.getLogger(RootPlugin.class);

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    directive.eachOccurrence(each -> block.root(folder(each)));
  }

  private static Path folder(Directive root) throws CorefileException {
    root.noBlock();
    root.atMost(1);
    Path folder = root.value(0, "a path", Path::of);
    if (!Files.isDirectory(folder)) {
      logger.warn("there is no folder {}", folder);
    }
    return folder;
  }
}

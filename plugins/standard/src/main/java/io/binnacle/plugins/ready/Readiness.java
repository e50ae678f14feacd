// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.ready;

import io.binnacle.plugin.Ready;
import io.binnacle.plugin.Setup.Named;
import io.binnacle.plugins.http.HttpAnswer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a server can answer as it should: it serves, and so far as blocks have the word {@code
 * ready}, all their plugins have what they need.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class Readiness {
  private static final Logger logger = LoggerFactory.getLogger(Readiness.class);

  private final Progress progress;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();

  Readiness(Progress progress) {
    this.progress = progress;
  }

  /** Watches a block's plugins, too. */
  void watch(Supplier<List<Named<Ready>>> plugins, boolean isContinuous) {
    watches.add(new Watch(plugins, isContinuous));
  }

  /** For whoever asks by HTTP. */
  HttpAnswer answer() {
    return switch (progress.phase()) {
      case STARTING -> HttpAnswer.unavailable("Starting");
      case STOPPING -> HttpAnswer.unavailable("Shutting down");
      case SERVING -> {
        String waiting =
            String.join(",", watches.stream().flatMap(Watch::waiting).sorted().distinct().toList());
        if (waiting.isEmpty()) {
          yield HttpAnswer.OK;
        }
        logger.info("Plugins not ready: \"{}\"", waiting);
        yield HttpAnswer.unavailable(waiting);
      }
    };
  }

  /** The plugins of a block. */
  private static final class Watch {
    private final Supplier<List<Named<Ready>>> plugins;
    private final boolean isContinuous;

    /** Plugins that were ready once, if that is enough. */
    private final List<Ready> done = new CopyOnWriteArrayList<>();

    Watch(Supplier<List<Named<Ready>>> plugins, boolean isContinuous) {
      this.plugins = plugins;
      this.isContinuous = isContinuous;
    }

    /** The names of those that are not ready. */
    Stream<String> waiting() {
      return plugins.get().stream().filter(this::isWaiting).map(Named::plugin);
    }

    private boolean isWaiting(Named<Ready> plugin) {
      if (done.contains(plugin.value())) {
        return false;
      }
      boolean isReady = plugin.value().isReady();
      if (isReady && !isContinuous) {
        done.add(plugin.value());
      }
      return !isReady;
    }
  }
}

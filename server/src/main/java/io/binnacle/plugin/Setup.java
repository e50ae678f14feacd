// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Problems;
import io.binnacle.corefile.Zones;
import io.netty.channel.EventLoop;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A server block while it is set up.
 *
 * <p><i>Used at set-up only</i>, but for the chains, which may be run once the server has started.
 */
public interface Setup {
  /** The zones of this block, in the order of its keys. */
  Zones zones();

  /** Adds a handler to the block's chain, below those that are there. */
  void use(Handler handler);

  /** Adds what passes each query on and sees its response, in the place of a handler. */
  void useFilter(ResponseFilter filter);

  /**
   * Adds a handler for queries of class CH, which no other handler gets. Without one they are
   * REFUSED.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc4892">RFC 4892</a>
   */
  void useForChaos(Handler handler);

  /**
   * Opens something when the server starts. All are called at once, each on a virtual thread, and
   * may block: the server answers once they have returned. An exception fails the start, with its
   * message. What is returned is closed at stop or when a reload has put another configuration in
   * the place of this one, after the last query.
   */
  void onStart(Callable<? extends AutoCloseable> open);

  /** Runs when the server has begun to answer with this configuration. Does not block. */
  void afterStart(Runnable action);

  /**
   * Runs when the server is told to stop, while it still answers; not at a reload. May block: the
   * server stops answering when all have returned.
   */
  void beforeStop(Runnable action);

  /**
   * For how long nobody has asked this server anything, by whatever transport. Blocks for a moment:
   * all event loops are asked.
   */
  Supplier<Duration> silence();

  /** Sees how each query of the block ends; one that is there already is not added again. */
  void observe(Observer observer);

  /** The handlers below those of this plugin. */
  Chain rest();

  /**
   * The whole server, from the top: all blocks that listen where this one does. The depth of
   * look-ups within look-ups is bounded: SERVFAIL beyond {@link Query#MAX_DEPTH}.
   */
  Chain server();

  /** The routes that lead to this block, in the order of its keys, once set up. */
  Supplier<List<Route>> routes();

  /** Limits the block's listeners to these addresses, beside those of earlier calls. */
  void listenOn(List<InetAddress> addresses);

  /** The addresses that the block's listeners are limited to so far; empty if they are not. */
  List<InetAddress> addresses();

  /** UDP responses may be as long as that, in bytes: the {@code bufsize} plugin. */
  void udpSize(int bytes);

  /** From here on relative paths count from this folder: the {@code root} plugin. */
  void root(Path folder);

  /**
   * The path of a file that the Corefile names.
   *
   * @throws IllegalArgumentException if it is not a path
   */
  Path path(String text);

  /**
   * Limits what clients may do on connections to the block's listeners. Of several blocks at one
   * listener, the first that says something counts.
   */
  void limitStreams(StreamLimits limits);

  /**
   * Asks for so many sockets for each of the block's listeners, when they are opened: each on an
   * event loop of its own, hence not more than there are of these. Of several blocks at one
   * listener, the first that says something counts.
   */
  void sockets(int count);

  /** The configuration that is set up, and the way to the next. */
  Reloader reloader();

  /** Asks for more words in the log: the {@code debug} plugin. */
  void debug();

  /**
   * Does something once all plugins of the block are set up, and nothing was wrong: what needs to
   * know the others, and may yet find the Corefile wrong. Adds nothing to the block any more.
   */
  void atEnd(Problems.Step step);

  /**
   * Warns of something in the Corefile that is no error, but perhaps not meant.
   *
   * @param message one sentence: lower case, no full stop
   */
  void warn(Directive directive, String message);

  /** All event loops of the server, once it starts. */
  Supplier<List<EventLoop>> loops();

  /** Any one of the server's event loops, for what is nobody's query; once the server starts. */
  Supplier<EventLoop> anyLoop();

  /** The handlers of this block that have {@code face}, with their plugins' names, once set up. */
  <F> Supplier<List<Named<F>>> handlers(Class<F> face);

  /**
   * An object that all blocks of a configuration share: made by the first that asks for this type.
   *
   * @param <T> a type of the plugin's own
   */
  <T> T shared(Class<T> type, Supplier<T> make);

  /**
   * An object that outlives reloads: made by the first that asks for this type, then the same for
   * all, as long as the process. The metrics of a plugin are such.
   *
   * @param <T> a type of the plugin's own
   * @param make gets the registry of the process's metrics
   */
  <T> T kept(Class<T> type, Function<PrometheusRegistry, T> make);

  /** Something of a plugin's, with the plugin's name. */
  record Named<T>(String plugin, T value) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.transport.EventLoops;
import io.binnacle.transport.ListenException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of a generation, in the order of its Corefile. Those at addresses that the next
 * generation wants, too, become the next one's.
 *
 * <p><i>Immutable.</i>
 */
record Listeners(Map<ListenAddress, DnsListener> byAddress) implements AutoCloseable {
  static final Listeners NONE = new Listeners(Map.of());

  private static final Logger logger = LoggerFactory.getLogger(Listeners.class);

  Listeners {
    byAddress = Collections.unmodifiableMap(new LinkedHashMap<>(byAddress));
  }

  /**
   * What the next generation wants: listeners of these, and such as are bound for it, but not
   * started.
   *
   * @throws StartException with all addresses that are not to be had; nothing is bound then
   */
  Listeners bindFor(Generation next, EventLoops loops) throws StartException {
    Map<ListenAddress, DnsListener> wanted = new LinkedHashMap<>();
    List<String> failures = new ArrayList<>();
    for (ListenAddress address : next.addresses()) {
      try {
        DnsListener known = byAddress.get(address);
        wanted.put(address, known != null ? known : bind(address, next, loops));
      } catch (ListenException e) {
        failures.add(e.getMessage());
      }
    }
    if (!failures.isEmpty()) {
      new Listeners(wanted).without(this).forEach(DnsListener::close);
      throw new StartException(failures);
    }
    return new Listeners(wanted);
  }

  private static DnsListener bind(ListenAddress address, Generation next, EventLoops loops)
      throws ListenException {
    return DnsListener.bind(
        loops, address.address(), next.options(address), loop -> next.receiver(address, loop));
  }

  /** Those that are not among the others. */
  List<DnsListener> without(Listeners others) {
    List<DnsListener> left = new ArrayList<>(byAddress.values());
    left.removeAll(others.byAddress.values());
    return left;
  }

  /**
   * Has those that the next generation wants hand over to it.
   *
   * @return done when this is so, and the last generation gets nothing more from them
   */
  CompletableFuture<Void> handOver(Generation last, Generation next) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (ListenAddress address : next.addresses()) {
      DnsListener listener = byAddress.get(address);
      if (listener != null) {
        ListenOptions options = next.options(address);
        if (options.sockets() != last.options(address).sockets()) {
          logger.warn("{}: keeps its sockets; their number changes at a start", address.label());
        }
        done.add(listener.handOver(options, loop -> next.receiver(address, loop)));
      }
    }
    return CompletableFuture.allOf(done.toArray(CompletableFuture<?>[]::new));
  }

  /** Sends clients that stay connected elsewhere, still answering whoever asks. */
  void dismiss() {
    byAddress.values().forEach(DnsListener::dismiss);
  }

  /** Takes no more messages; done when those taken have had their responses. */
  static CompletableFuture<Void> drain(Collection<DnsListener> listeners) {
    return CompletableFuture.allOf(
        listeners.stream().map(DnsListener::drain).toArray(CompletableFuture<?>[]::new));
  }

  List<InetSocketAddress> addresses() {
    return byAddress.values().stream().map(DnsListener::address).toList();
  }

  @Override
  public void close() {
    byAddress.values().forEach(DnsListener::close);
  }
}

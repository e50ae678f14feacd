// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.binnacle.corefile.Upstream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The upstreams of one {@code forward} as they are now: addresses for good, and for names whatever
 * the last look-up has found. None is there twice.
 *
 * <p><i>Safe for use by many threads</i>: readers see an immutable list, which is replaced as a
 * whole.
 */
final class Upstreams implements AutoCloseable {
  private final List<Upstream> written;
  private final BiFunction<InetSocketAddress, Upstream, Candidate> make;

  /** Where each is; nothing where that is not known. */
  private final Map<Upstream, List<InetAddress>> addresses = new HashMap<>();

  private volatile List<Candidate> now = List.of();

  /**
   * Upstreams in their order.
   *
   * @param make makes what is to be asked at an address
   */
  Upstreams(List<Upstream> written, BiFunction<InetSocketAddress, Upstream, Candidate> make) {
    this.written = written;
    this.make = make;
    written.forEach(it -> it.address().ifPresent(ip -> addresses.put(it, List.of(ip))));
    arrange();
  }

  /** Those that can be asked, in the order of the Corefile; empty while no name is known. */
  List<Candidate> now() {
    return now;
  }

  /** Those that are written as names. */
  List<Upstream> named() {
    return written.stream().filter(it -> it.address().isEmpty()).toList();
  }

  /** A name has these addresses from now on. Those that it had before keep their places. */
  synchronized void found(Upstream named, Collection<InetAddress> found) {
    List<InetAddress> ordered = new ArrayList<>(addresses.getOrDefault(named, List.of()));
    ordered.retainAll(found);
    found.stream().filter(it -> !ordered.contains(it)).forEach(ordered::add);
    if (!ordered.equals(addresses.put(named, ordered))) {
      arrange();
    }
  }

  private synchronized void arrange() {
    Map<InetSocketAddress, Candidate> before = new HashMap<>();
    now.forEach(it -> before.put(it.address(), it));
    Map<InetSocketAddress, Candidate> after = new LinkedHashMap<>();
    for (Upstream upstream : written) {
      for (InetAddress ip : addresses.getOrDefault(upstream, List.of())) {
        InetSocketAddress address = new InetSocketAddress(ip, upstream.port());
        Candidate known = before.get(address);
        if (!after.containsKey(address)) {
          boolean isSame = known != null && known.isFor(upstream);
          after.put(address, isSame ? known : make.apply(address, upstream));
        }
      }
    }
    now = List.copyOf(after.values());
    before.values().stream().filter(it -> !now.contains(it)).forEach(Candidate::gone);
  }

  @Override
  public void close() {
    now.forEach(Candidate::close);
  }
}

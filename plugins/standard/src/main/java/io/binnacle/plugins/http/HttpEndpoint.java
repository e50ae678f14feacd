// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.http;

import io.binnacle.corefile.HostPort;
import io.binnacle.plugin.Leases;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one configuration at one address. If the configuration before it listens there,
 * the socket is the same, and this one's answers are given when it serves.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class HttpEndpoint {
  private final HostPort address;
  private final Map<String, Function<String, HttpAnswer>> answers = new ConcurrentHashMap<>();
  private volatile @Nullable HttpSocket socket;

  HttpEndpoint(HostPort address) {
    this.address = address;
  }

  void serve(String path, Function<String, HttpAnswer> answer) {
    answers.putIfAbsent(path, answer);
  }

  /** Listens, if nobody does yet, until what is returned is closed. */
  AutoCloseable open(Leases<HostPort, HttpSocket> sockets) throws Exception {
    var lease = sockets.take(address, () -> HttpSocket.open(address, answers));
    socket = lease.value();
    return lease.end();
  }

  /** Gives the answers; once opened. */
  void begin() {
    Objects.requireNonNull(socket).answer(answers);
  }
}

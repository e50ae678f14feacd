// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.ParsedResponse;
import io.binnacle.dns.ParsedResponse.Accepted;
import io.binnacle.dns.ResponseParser;
import io.binnacle.plugin.Transport;
import io.binnacle.plugin.WireResponse;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;

/**
 * One query to the server, until its response or its deadline; along the way it may have to be sent
 * again.
 *
 * <pre>{@code
 *           ┌──────────── truncated, or too many forgeries ───────────┐
 *           │                                                         ▼
 * start ─▶ UDP ──── FORMERR: without EDNS ───▶ UDP                   TCP ─┐ a connection that had
 *           │                                   │                     │ ▲─┘ answered was closed
 *           ▼                                   ▼                     ▼
 *        response                            response            response, or the truncated one
 * }</pre>
 *
 * <p><i>Confined to one event loop.</i>
 */
final class Exchange {
  /** How often a query is sent again because its connection was closed. */
  static final int MAX_REPEATS = 3;

  private final LoopClient client;
  private final UpstreamQuery query;
  private final ResponseListener listener;
  private final Future<?> alarm;

  private Transport transport;
  private boolean hasEdns = true;
  private @Nullable Accepted truncated;
  private int repeats;
  private @Nullable Carrier carrier;
  private int id;

  Exchange(LoopClient client, UpstreamQuery query, Duration timeout, ResponseListener listener) {
    this.client = client;
    this.query = query;
    this.listener = listener;
    this.transport = client.tls() == null ? query.transport() : Transport.TCP;
    this.alarm = client.loop().schedule(this::deadline, timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  UpstreamQuery query() {
    return query;
  }

  /** Whether the query is to have an OPT record. */
  boolean hasEdns() {
    return hasEdns;
  }

  /** The message id that it is sent under, chosen by the carrier. */
  int id() {
    return id;
  }

  void carry(Carrier newCarrier, int newId) {
    carrier = newCarrier;
    id = newId;
  }

  /** Sends the query, for the first time or again. */
  void send() {
    carrier = null;
    switch (transport) {
      case UDP -> client.udp().send(this);
      case TCP -> client.tcp().send(this);
    }
  }

  /** What a message is that came under the id of this exchange. */
  ParsedResponse parse(byte[] message) {
    return ResponseParser.parse(message, message.length, id, query.question());
  }

  /** The carrier has received the response, and does not know this exchange any more. */
  void received(Accepted response) {
    if (hasEdns && deniesEdns(response.rcode())) {
      hasEdns = false;
      send();
    } else if (transport == Transport.UDP && response.isTruncated()) {
      truncated = response;
      overTcp();
    } else {
      end();
      listener.responded(wireResponse(response));
    }
  }

  /**
   * Whether a server says this that has never heard of EDNS.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6891#section-7">RFC 6891, section 7</a>
   */
  private static boolean deniesEdns(int rcode) {
    return rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP;
  }

  static WireResponse wireResponse(Accepted accepted) {
    WireResponse response =
        WireResponse.of(accepted.sections(), accepted.rcode(), accepted.flags());
    ExtendedError reason = accepted.extendedError();
    return reason == null ? response : response.withExtendedError(reason);
  }

  /** Sends the query again, where responses cannot be forged blindly and have no size limit. */
  void overTcp() {
    transport = Transport.TCP;
    send();
  }

  /**
   * The connection was closed instead of an answer, and does not know this exchange any more.
   *
   * @param mayHelp whether another one may do better
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7766#section-6.2.4">RFC 7766, section 6.2.4</a>
   */
  void disconnected(UpstreamException cause, boolean mayHelp) {
    if (mayHelp && repeats < MAX_REPEATS) {
      repeats++;
      send();
    } else {
      failed(cause);
    }
  }

  /** The carrier has failed, and does not know this exchange any more. */
  void failed(UpstreamException cause) {
    end();
    if (truncated == null) {
      listener.failed(cause);
    } else { // whoever asked over UDP may have better luck with TCP than we
      listener.responded(wireResponse(truncated));
    }
  }

  private void deadline() {
    if (carrier != null) {
      carrier.abandon(this);
    }
    failed(client.silence(transport));
  }

  private void end() {
    alarm.cancel(false);
    client.ended();
  }
}

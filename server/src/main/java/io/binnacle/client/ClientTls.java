// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How connections to servers are encrypted: whom we believe, what the server must be called, and
 * who we are. The server's certificate is always verified, its names included.
 *
 * <p>Made before the first query: its making takes milliseconds.
 *
 * <p><i>Immutable.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8310#section-8.1">RFC 8310, section 8.1</a>
 */
public final class ClientTls {
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final SslContext context;
  private final @Nullable String serverName;

  private ClientTls(SslContext context, @Nullable String serverName) {
    this.context = context;
    this.serverName = serverName;
  }

  /** The certificates that we show, our own first, and the key of that. */
  public record Identity(List<X509Certificate> certificates, PrivateKey key) {}

  /**
   * TLS 1.2 or newer, with sessions that are resumed.
   *
   * @param authorities whom we believe; empty for those that the JVM knows
   * @param identity who we are, where the server asks
   */
  public static ClientTls of(List<X509Certificate> authorities, @Nullable Identity identity) {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols(PROTOCOLS)
            .endpointIdentificationAlgorithm("HTTPS"); // RFC 2818's rules, also for addresses
    if (!authorities.isEmpty()) {
      builder.trustManager(authorities.toArray(X509Certificate[]::new));
    }
    if (identity != null) {
      builder.keyManager(identity.key(), identity.certificates().toArray(X509Certificate[]::new));
    }
    try {
      return new ClientTls(builder.build(), null);
    } catch (SSLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The same for a server whose certificate must be for this name; null: for its address. */
  public ClientTls serverName(@Nullable String name) {
    return Objects.equals(name, serverName) ? this : new ClientTls(context, name);
  }

  /** What the server's certificate must be for, or null for its address. */
  public @Nullable String name() {
    return serverName;
  }

  /**
   * Makes a beginning of a handshake that goes nowhere, since the first one in a process takes some
   * hundred milliseconds.
   */
  public void warmUp() {
    SSLEngine engine = context.newEngine(ByteBufAllocator.DEFAULT);
    try {
      engine.wrap(
          ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For connections that are made by the JDK's HTTP client. */
  SSLContext httpContext() {
    SSLContext jdk = ((JdkSslContext) context).context();
    return serverName == null ? jdk : new NamedSslContext(jdk, serverName);
  }

  /** What goes with {@link #httpContext}. */
  static SSLParameters httpParameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(PROTOCOLS.clone());
    return parameters;
  }

  /** For one connection. What a handshake has to compute is computed on virtual threads. */
  SslHandler handler(InetSocketAddress server) {
    String name = serverName == null ? server.getAddress().getHostAddress() : serverName;
    SslHandler handler =
        context.newHandler(
            ByteBufAllocator.DEFAULT, name, server.getPort(), Thread::startVirtualThread);
    handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
    return handler;
  }
}

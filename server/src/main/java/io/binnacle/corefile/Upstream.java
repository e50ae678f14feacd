// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.io.File;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server to ask: {@code 192.0.2.1}, {@code tls://[2001:db8::1]:853}, {@code
 * tls://192.0.2.1%dns.example}.
 *
 * <p><i>Immutable.</i>
 *
 * @param host an IP address or a host name
 * @param suffix what is written behind a {@code %}, or null: the scope of a link-local address, or
 *     the name that the server's certificate must have
 */
public record Upstream(Scheme scheme, String host, int port, @Nullable String suffix) {
  private static final String EXPECTED = "an address or a file of name servers";

  private static final int LONGEST_NAME = 254;

  /** Labels of letters, digits and hyphens, of which the last is no number. */
  private static final Pattern HOST_NAME =
      Pattern.compile("([A-Za-z0-9_-]{1,63}\\.)*(?![0-9]+\\.?$)[A-Za-z0-9_-]{1,63}\\.?");

  /** Its address, with its scope; empty if the host is a name. */
  public Optional<InetAddress> address() {
    return Ip.parse(host).map(ip -> hasScope(ip) ? InetAddress.ofLiteral(host + "%" + suffix) : ip);
  }

  /** The name that its certificate must have, if one is written. */
  public Optional<String> serverName() {
    return Optional.ofNullable(suffix)
        .filter(name -> Ip.parse(host).filter(this::hasScope).isEmpty());
  }

  private boolean hasScope(InetAddress ip) {
    return suffix != null && ip instanceof Inet6Address && ip.isLinkLocalAddress();
  }

  /**
   * The servers that the arguments from this index on stand for: addresses, host names, and files
   * like {@code /etc/resolv.conf}, whose name servers they are. At least one.
   *
   * @param schemes the ones that may be written
   */
  public static List<Upstream> list(Directive directive, int from, Set<Scheme> schemes)
      throws CorefileException {
    directive.argument(from, EXPECTED);
    var problems = new Problems();
    List<Upstream> upstreams = new ArrayList<>();
    for (int i = from; directive.has(i); i++) {
      int index = i;
      problems.attempt(() -> upstreams.addAll(read(directive, index, schemes)));
    }
    problems.throwIfAny();
    if (upstreams.isEmpty()) {
      throw directive.expected("a file with a name server", from);
    }
    return List.copyOf(upstreams);
  }

  private static List<Upstream> read(Directive directive, int index, Set<Scheme> schemes)
      throws CorefileException {
    String text = directive.arguments().get(index).text();
    int slashes = text.indexOf("://");
    if (slashes < 0 && (text.contains("/") || new File(text).exists())) {
      return nameServers(directive, index);
    }
    Scheme scheme =
        slashes < 0 ? Scheme.DNS : scheme(directive, index, text.substring(0, slashes), schemes);
    String rest = slashes < 0 ? text : text.substring(slashes + "://".length());
    Upstream upstream = directive.value(index, EXPECTED, _ -> parse(scheme, rest));
    return List.of(upstream);
  }

  private static Scheme scheme(Directive directive, int index, String word, Set<Scheme> schemes)
      throws CorefileException {
    Optional<Scheme> scheme = Scheme.of(word).filter(schemes::contains);
    if (scheme.isEmpty()) {
      List<String> known = schemes.stream().sorted().map(Scheme::word).toList();
      throw directive.expected(
          "an address with one of the schemes " + String.join(", ", known), index);
    }
    return scheme.get();
  }

  private static List<Upstream> nameServers(Directive directive, int index)
      throws CorefileException {
    Token file = directive.arguments().get(index);
    try {
      return Source.read(Path.of(file.text()))
          .lines()
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length > 1 && words[0].equals("nameserver"))
          .map(words -> parse(Scheme.DNS, words[1]))
          .toList();
    } catch (IOException e) {
      throw directive.error(file.position(), "cannot read " + file + ": " + Source.reason(e));
    } catch (IllegalArgumentException _) {
      throw directive.expected("a file of name servers", index);
    }
  }

  private static boolean isHostName(String text) {
    return text.length() <= LONGEST_NAME && HOST_NAME.matcher(text).matches();
  }

  /** Throws an {@link IllegalArgumentException} for what is no server, or has an unknown scope. */
  private static Upstream parse(Scheme scheme, String text) {
    HostPort hostPort = HostPort.parse(text, scheme.port());
    String[] parts = hostPort.host().split("%", 2);
    String suffix = parts.length == 1 ? null : parts[1];
    Upstream upstream = new Upstream(scheme, parts[0], hostPort.port(), suffix);
    if (upstream.address().isEmpty() && !isHostName(parts[0])) {
      throw new IllegalArgumentException("not a host");
    }
    return upstream;
  }
}

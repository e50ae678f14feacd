// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.binnacle.client.ClientTls;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of {@code tls [CERT KEY] [CA]}, in the PEM format.
 *
 * <p><i>Used at set-up only.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class TlsFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private static final List<String> KINDS_OF_KEYS = List.of("RSA", "EC", "EdDSA");

  private final Directive tls;
  private final Function<String, Path> paths;

  private TlsFiles(Directive tls, Function<String, Path> paths) {
    this.tls = tls;
    this.paths = paths;
  }

  /**
   * What they say.
   *
   * @param paths where a file is that is named like this
   */
  static ClientTls read(Directive tls, Function<String, Path> paths) throws CorefileException {
    tls.atMost(3);
    TlsFiles files = new TlsFiles(tls, paths);
    int count = tls.arguments().size();
    ClientTls.@Nullable Identity identity = count < 2 ? null : files.identity();
    boolean hasAuthorities = count % 2 == 1;
    return ClientTls.of(hasAuthorities ? files.certificates(count - 1) : List.of(), identity);
  }

  private ClientTls.Identity identity() throws CorefileException {
    return new ClientTls.Identity(certificates(0), key(1));
  }

  private List<X509Certificate> certificates(int index) throws CorefileException {
    byte[] file = content(index);
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(file))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (GeneralSecurityException _) {
      // said below
    }
    throw tls.expected("a PEM file of certificates", index);
  }

  private PrivateKey key(int index) throws CorefileException {
    Matcher pem = KEY.matcher(new String(content(index), ISO_8859_1));
    PrivateKey key = pem.find() ? key(pem.group(1)) : null;
    if (key == null) {
      throw tls.expected("a PEM file with a 'PRIVATE KEY' (PKCS #8)", index);
    }
    return key;
  }

  private static @Nullable PrivateKey key(String base64) {
    for (String kind : KINDS_OF_KEYS) {
      try {
        byte[] der = Base64.getMimeDecoder().decode(base64);
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException _) {
        // of another kind
      } catch (GeneralSecurityException | IllegalArgumentException _) {
        return null;
      }
    }
    return null;
  }

  private byte[] content(int index) throws CorefileException {
    Token file = tls.arguments().get(index);
    try {
      return Files.readAllBytes(tls.value(index, "a file", paths));
    } catch (IOException e) {
      String reason = e instanceof NoSuchFileException ? "no such file" : e.getMessage();
      throw tls.error(file.position(), "cannot read " + file + ": " + reason);
    }
  }
}

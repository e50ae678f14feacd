// SPDX-License-Identifier: Apache-2.0
package io.binnacle.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A new certificate that vouches for itself, and its key.
 *
 * @param names what it is for: {@code dns:dns.example,ip:127.0.0.1}
 */
public record TestCertificate(String names, X509Certificate certificate, PrivateKey key) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** A certificate for these names, made by the JDK's keytool. */
  public static TestCertificate of(String names) {
    try {
      Path file = Files.createTempDirectory("certificate").resolve("store.p12");
      KeyStore store = KeyStore.getInstance("PKCS12");
      try {
        generate(file, names);
        try (InputStream in = Files.newInputStream(file)) {
          store.load(in, PASSWORD);
        }
      } finally {
        Files.deleteIfExists(file);
        Files.delete(file.getParent());
      }
      return new TestCertificate(
          names,
          (X509Certificate) store.getCertificate("it"),
          (PrivateKey) store.getKey("it", PASSWORD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void generate(Path file, String names) throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        List.of(
            keytool.toString(),
            "-genkeypair",
            "-alias",
            "it",
            "-keyalg",
            "EC",
            "-dname",
            "CN=test",
            "-ext",
            "san=" + names,
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD),
            "-keystore",
            file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A server's socket at any port, which shows this certificate.
   *
   * @param client what clients must show, or null if they need not
   */
  ServerSocket listen(int backlog, InetAddress address, @Nullable TestCertificate client)
      throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket)
            context(client).getServerSocketFactory().createServerSocket(0, backlog, address);
    socket.setNeedClientAuth(client != null);
    return socket;
  }

  /** For servers that show this certificate. */
  public SSLContext serverContext() {
    return context(null);
  }

  private SSLContext context(@Nullable TestCertificate client) {
    try {
      KeyStore mine = KeyStore.getInstance("PKCS12");
      mine.load(null, null);
      mine.setKeyEntry("it", key, PASSWORD, new X509Certificate[] {certificate});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(mine, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), client == null ? null : client.trust(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private TrustManager[] trust() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("it", certificate);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    return trust.getTrustManagers();
  }

  /** The certificate as a PEM file has it. */
  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The key as a PEM file has it. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String what, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }
}

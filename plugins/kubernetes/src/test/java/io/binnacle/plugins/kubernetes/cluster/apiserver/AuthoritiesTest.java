// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.testing.FakeHttpsUpstream;
import io.binnacle.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthoritiesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final TestCertificate OWN = TestCertificate.of("ip:127.0.0.1");
  private static final TestCertificate OTHER = TestCertificate.of("ip:127.0.0.1");

  @TempDir Path temp;

  /** Asks a server that shows {@link #OWN}, and has no such path, as a kubeconfig says. */
  private void ask(String cluster) throws IOException, InterruptedException {
    try (var server = FakeHttpsUpstream.start(OWN, _ -> {})) {
      Path file = temp.resolve("config");
      Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Config
          current-context: c
          contexts: [{name: c, context: {cluster: c, user: u}}]
          clusters: [{name: c, cluster: {server: '%s'%s}}]
          users: [{name: u, user: {}}]
          """
              .formatted("https://127.0.0.1:" + server.address().getPort(), cluster));
      var access = new ApiServerAccess.Kubeconfig(file, null);
      try (var client = ApiServerClient.open(access, PATIENCE, (host, code, nanos) -> {});
          var _ = client.get("/api", PATIENCE)) {
        throw new AssertionError("there is no such path");
      }
    }
  }

  private static String pem(TestCertificate certificate) throws CertificateEncodingException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.certificate().getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private static String data(TestCertificate certificate) throws CertificateEncodingException {
    return ", certificate-authority-data: "
        + Base64.getEncoder().encodeToString(pem(certificate).getBytes(US_ASCII));
  }

  @Test
  void trustsThoseInAFile() throws Exception {
    Files.writeString(temp.resolve("ca.crt"), pem(OTHER) + pem(OWN));

    assertThatThrownBy(() -> ask(", certificate-authority: ca.crt"))
        .isInstanceOf(ApiServerException.class)
        .hasMessageContaining("404");
  }

  @Test
  void trustsThoseInAKubeconfig() throws Exception {
    String own = data(OWN);

    assertThatThrownBy(() -> ask(own)).isInstanceOf(ApiServerException.class);
  }

  @Test
  void trustsNobodyElse() throws Exception {
    String other = data(OTHER);

    assertThatThrownBy(() -> ask(other)).isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void trustsWhomTheJvmTrustsIfNobodyIsNamed() {
    assertThatThrownBy(() -> ask("")).isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void trustsEverybodyWhenToldTo() {
    assertThatThrownBy(() -> ask(", insecure-skip-tls-verify: true"))
        .isInstanceOf(ApiServerException.class);
  }
}

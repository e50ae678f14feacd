// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.CertUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who may vouch for the API server: those that are named, and nobody else. If nobody is named,
 * those that the JVM trusts.
 *
 * <p><i>Used at set-up only</i>, and after a failure.
 */
final class Authorities {
  /*
   * fabric8 adds the named ones to those that the JVM trusts, and has all of these read even if it does
   * not need any: 150 certificates, which takes a tenth of a second of each start. It reads none when told to
   * trust everybody, which is not what is done in the end.
   */
  private static final TrustManager[] NOBODY = {};

  private Authorities() {}

  /** A client, still to be built, which trusts whom the configuration says. */
  static HttpClient.Builder configure(HttpClient.Factory factory, Config config)
      throws IOException, GeneralSecurityException {
    TrustManager[] trusted = trusted(config);
    boolean isCareless = config.isTrustCerts();
    config.setTrustCerts(true);
    HttpClient.Builder builder = factory.newBuilder(config);
    config.setTrustCerts(isCareless);
    builder.sslContext(SSLUtils.keyManagers(config), trusted);
    return builder;
  }

  private static TrustManager[] trusted(Config config)
      throws IOException, GeneralSecurityException {
    boolean isNamed = config.getCaCertData() != null || config.getCaCertFile() != null;
    if (isNamed && !config.isTrustCerts()) {
      return named(
          CertUtils.getInputStreamFromDataOrFile(config.getCaCertData(), config.getCaCertFile()));
    }
    return config.getMasterUrl().startsWith(Config.HTTPS_PROTOCOL_PREFIX)
        ? SSLUtils.trustManagers(config)
        : NOBODY;
  }

  private static TrustManager[] named(InputStream certificates)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate one :
        CertificateFactory.getInstance("X.509").generateCertificates(certificates)) {
      store.setCertificateEntry(String.valueOf(store.size()), one);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerAccess.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerAccess.InCluster;
import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerAccess.Kubeconfig;
import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerAccess.Tls;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What the HTTP client must know to reach the API server.
 *
 * <p><i>Used at set-up only</i>, and after a failure.
 */
final class ClientConfig {
  private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private ClientConfig() {}

  /** Reads what this way of access needs. */
  static Config of(ApiServerAccess access) throws IOException {
    Config config =
        switch (access) {
          case InCluster _ -> inCluster();
          case Kubeconfig kubeconfig -> kubeconfig(kubeconfig);
          case Endpoint endpoint -> endpoint(endpoint);
        };
    config.setUserAgent("binnacle");
    config.setRequestRetryBackoffLimit(0); // pauses are ours to make
    // HTTP/2 would put all watches on one connection, and the JDK's client does not notice when
    // that one is dead.
    config.setHttp2Disable(true);
    return config;
  }

  private static Config inCluster() throws IOException {
    String host = System.getenv("KUBERNETES_SERVICE_HOST");
    String port = System.getenv("KUBERNETES_SERVICE_PORT");
    if (host == null || port == null) {
      throw new IOException(
          "not in a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set;"
              + " name an 'endpoint', a 'kubeconfig' or 'manifests'");
    }
    Config config = Config.empty();
    config.setMasterUrl(
        "https://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port);
    config.setCaCertFile(readable(ACCOUNT.resolve("ca.crt")).toString());
    useToken(config, ACCOUNT.resolve("token"));
    return config;
  }

  private static Config kubeconfig(Kubeconfig access) throws IOException {
    Path file = readable(access.file());
    try {
      var model = read(file);
      NamedContext context = context(file, model, access.context());
      model.setCurrentContext(context.getName());
      orEmpty(model.getClusters()).forEach(cluster -> resolve(file, cluster.getCluster()));
      orEmpty(model.getUsers()).forEach(user -> resolve(file, user.getUser()));
      Config config = Config.fromKubeconfig(Serialization.asYaml(model));
      for (NamedAuthInfo user : orEmpty(model.getUsers())) {
        String token = user.getUser().getTokenFile();
        if (token != null && user.getName().equals(context.getContext().getUser())) {
          useToken(config, Path.of(token));
        }
      }
      return config;
    } catch (KubernetesClientException | YamlEngineException e) {
      throw new IOException(file + ": expected a kubeconfig: " + rootMessage(e), e);
    }
  }

  /** fabric8 takes for JSON what begins with a brace, but YAML may, and JSON is YAML. */
  private static io.fabric8.kubernetes.api.model.Config read(Path file) throws IOException {
    return Serialization.unmarshal(
        "---\n" + Files.readString(file), io.fabric8.kubernetes.api.model.Config.class);
  }

  private static NamedContext context(
      Path file, io.fabric8.kubernetes.api.model.Config model, @Nullable String wanted)
      throws IOException {
    String name = wanted == null ? model.getCurrentContext() : wanted;
    if (name == null || name.isEmpty()) {
      throw new IOException(file + ": no current context; name one");
    }
    for (NamedContext context : orEmpty(model.getContexts())) {
      if (context.getName().equals(name) && context.getContext() != null) {
        return context;
      }
    }
    throw new IOException(file + ": no context '" + name + "'");
  }

  private static void resolve(Path file, Cluster cluster) {
    cluster.setCertificateAuthority(resolve(file, cluster.getCertificateAuthority()));
  }

  private static void resolve(Path file, AuthInfo user) {
    user.setClientCertificate(resolve(file, user.getClientCertificate()));
    user.setClientKey(resolve(file, user.getClientKey()));
    user.setTokenFile(resolve(file, user.getTokenFile()));
    ExecConfig exec = user.getExec();
    if (exec != null && exec.getCommand() != null && exec.getCommand().contains("/")) {
      exec.setCommand(resolve(file, exec.getCommand()));
    }
  }

  /** Paths in a kubeconfig are relative to it. */
  private static @Nullable String resolve(Path file, @Nullable String path) {
    return path == null ? null : file.toAbsolutePath().resolveSibling(path).toString();
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static Config endpoint(Endpoint access) throws IOException {
    Config config = Config.empty();
    config.setMasterUrl(access.address().toString());
    Tls tls = access.tls();
    if (tls != null) {
      config.setClientCertFile(readable(tls.certificate()).toString());
      config.setClientKeyFile(readable(tls.key()).toString());
      config.setClientKeyAlgo(Config.getKeyAlgorithm(tls.key().toString(), null));
      config.setCaCertFile(readable(tls.authorities()).toString());
    }
    return config;
  }

  /** A token that is read anew for each request, because it is replaced long before it expires. */
  private static void useToken(Config config, Path file) throws IOException {
    readable(file);
    config.setOauthTokenProvider(
        () -> {
          try {
            return Files.readString(file).strip();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Path readable(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file + ": no such file");
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IOException(file + ": not a file that can be read");
    }
    return file;
  }

  /** What is behind what fabric8 says. */
  static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).strip().replaceAll("\\s+", " ");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the API server is reached.
 *
 * <p><i>Immutable.</i>
 */
public sealed interface ApiServerAccess {
  /** From a pod, with the account that it was given. */
  record InCluster() implements ApiServerAccess {}

  /**
   * As a kubeconfig file says.
   *
   * @param context one of the file's, or null for its current one
   */
  record Kubeconfig(Path file, @Nullable String context) implements ApiServerAccess {}

  /**
   * At this address.
   *
   * @param tls the client's identity, or null for none
   */
  record Endpoint(URI address, @Nullable Tls tls) implements ApiServerAccess {}

  /** Files in PEM form: a client's certificate and key, and whom it trusts. */
  record Tls(Path certificate, Path key, Path authorities) {}
}

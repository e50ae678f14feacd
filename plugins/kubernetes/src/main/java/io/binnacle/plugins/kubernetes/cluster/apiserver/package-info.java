// SPDX-License-Identifier: Apache-2.0
/**
 * A cluster from its API server: each kind listed, then watched, for as long as the server runs.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">Kubernetes API
 *     concepts</a>
 */
@NullMarked
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import org.jspecify.annotations.NullMarked;

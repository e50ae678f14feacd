// SPDX-License-Identifier: Apache-2.0
/** A cluster from files: manifests as people write them, so that no API server is needed. */
@NullMarked
package io.binnacle.plugins.kubernetes.cluster.manifests;

import org.jspecify.annotations.NullMarked;

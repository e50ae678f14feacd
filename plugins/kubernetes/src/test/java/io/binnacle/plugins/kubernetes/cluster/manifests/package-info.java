// SPDX-License-Identifier: Apache-2.0
/** Tests of clusters from files. */
@NullMarked
package io.binnacle.plugins.kubernetes.cluster.manifests;

import org.jspecify.annotations.NullMarked;

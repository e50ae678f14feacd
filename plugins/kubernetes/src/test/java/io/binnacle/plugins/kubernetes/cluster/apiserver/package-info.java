// SPDX-License-Identifier: Apache-2.0
/** Tests of clusters from an API server. */
@NullMarked
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import org.jspecify.annotations.NullMarked;

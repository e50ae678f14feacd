// SPDX-License-Identifier: Apache-2.0
/** Tests of what is kept of a cluster, and what they share. */
@NullMarked
package io.binnacle.plugins.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The watch side: what a cluster holds, as far as names need it, and where that is learned from.
 *
 * <p>A {@link io.binnacle.plugins.kubernetes.cluster.ClusterSource} reads objects, strips each on
 * arrival to a {@link io.binnacle.plugins.kubernetes.cluster.ClusterObject}, and feeds a {@link
 * io.binnacle.plugins.kubernetes.cluster.ClusterIndex}, which answers are made from.
 */
@NullMarked
package io.binnacle.plugins.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;

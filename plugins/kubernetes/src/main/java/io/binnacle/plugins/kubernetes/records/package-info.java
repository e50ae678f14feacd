// SPDX-License-Identifier: Apache-2.0
/**
 * The answer side: what a cluster holds, arranged by name and by address, and the answers that
 * follow from it.
 *
 * <p>One writer feeds the {@link io.binnacle.plugins.kubernetes.records.RecordIndex}; {@link
 * io.binnacle.plugins.kubernetes.records.ClusterNames} reads it for each question, without a lock.
 */
@NullMarked
package io.binnacle.plugins.kubernetes.records;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * What is known of a cluster, as a file: written now and then, and read at the next start, when the
 * API server may be away.
 */
@NullMarked
package io.binnacle.plugins.kubernetes.snapshot;

import org.jspecify.annotations.NullMarked;

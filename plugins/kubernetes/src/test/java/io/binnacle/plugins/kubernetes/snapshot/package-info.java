// SPDX-License-Identifier: Apache-2.0
/** Tests of snapshots. */
@NullMarked
package io.binnacle.plugins.kubernetes.snapshot;

import org.jspecify.annotations.NullMarked;

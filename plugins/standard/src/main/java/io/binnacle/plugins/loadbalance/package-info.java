// SPDX-License-Identifier: Apache-2.0
/** Shuffles address records. */
@NullMarked
package io.binnacle.plugins.loadbalance;

import org.jspecify.annotations.NullMarked;

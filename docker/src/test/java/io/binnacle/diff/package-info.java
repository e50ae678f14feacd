// SPDX-License-Identifier: Apache-2.0
/**
 * {@code .ci/diff}: Binnacle and CoreDNS side by side, over the same random clusters, asked the
 * same random questions.
 */
@NullMarked
package io.binnacle.diff;

import org.jspecify.annotations.NullMarked;

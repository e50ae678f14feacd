// SPDX-License-Identifier: Apache-2.0
/** {@code .ci/bench --jmh}: what the parts of a query's way cost, each by itself. */
@NullMarked
package io.binnacle.jmh;

import org.jspecify.annotations.NullMarked;

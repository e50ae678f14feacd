// SPDX-License-Identifier: Apache-2.0
/** Counts queries and responses, and shows all metrics of the process over HTTP. */
@NullMarked
package io.binnacle.plugins.prometheus;

import org.jspecify.annotations.NullMarked;

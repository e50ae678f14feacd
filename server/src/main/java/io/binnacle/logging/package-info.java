// SPDX-License-Identifier: Apache-2.0
/**
 * What the program says on standard output: one line per event, in CoreDNS's form, never at the
 * cost of a query.
 *
 * <p>All code logs through slf4j, and {@link io.binnacle.logging.Logging} is what is behind it.
 */
@NullMarked
package io.binnacle.logging;

import org.jspecify.annotations.NullMarked;

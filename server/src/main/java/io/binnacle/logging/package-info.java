// SPDX-License-Identifier: Apache-2.0
/**
 * What the program says on standard output: one line per event, in CoreDNS's form, never at the
 * cost of a query.
 *
 * <p>All code logs through slf4j. {@link io.binnacle.logging.Logging} sets logback up, in code
 * rather than in XML, which would cost a tenth of a second at each start.
 */
@NullMarked
package io.binnacle.logging;

import org.jspecify.annotations.NullMarked;

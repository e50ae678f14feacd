// SPDX-License-Identifier: Apache-2.0
/**
 * Secret key transaction authentication for DNS (TSIG).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8945">RFC 8945</a>
 */
@NullMarked
package io.binnacle.conformance.rfc8945;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Domain names are case-insensitive.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4343">RFC 4343</a>
 */
@NullMarked
package io.binnacle.conformance.rfc4343;

import org.jspecify.annotations.NullMarked;

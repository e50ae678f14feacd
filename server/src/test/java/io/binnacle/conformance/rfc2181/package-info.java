// SPDX-License-Identifier: Apache-2.0
/**
 * Clarifications to the DNS specification.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2181">RFC 2181</a>
 */
@NullMarked
package io.binnacle.conformance.rfc2181;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Handling of unknown record types.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3597">RFC 3597</a>
 */
@NullMarked
package io.binnacle.conformance.rfc3597;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Measures for making DNS more resilient against forged answers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5452">RFC 5452</a>
 */
@NullMarked
package io.binnacle.conformance.rfc5452;

import org.jspecify.annotations.NullMarked;

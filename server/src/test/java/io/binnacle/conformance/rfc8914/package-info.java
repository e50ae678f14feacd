// SPDX-License-Identifier: Apache-2.0
/**
 * Extended DNS errors.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8914">RFC 8914</a>
 */
@NullMarked
package io.binnacle.conformance.rfc8914;

import org.jspecify.annotations.NullMarked;

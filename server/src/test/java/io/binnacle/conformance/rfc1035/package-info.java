// SPDX-License-Identifier: Apache-2.0
/**
 * Domain names: implementation and specification.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035">RFC 1035</a>
 */
@NullMarked
package io.binnacle.conformance.rfc1035;

import org.jspecify.annotations.NullMarked;

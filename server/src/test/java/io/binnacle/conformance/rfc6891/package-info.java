// SPDX-License-Identifier: Apache-2.0
/**
 * Extension mechanisms for DNS (EDNS(0)).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6891">RFC 6891</a>
 */
@NullMarked
package io.binnacle.conformance.rfc6891;

import org.jspecify.annotations.NullMarked;

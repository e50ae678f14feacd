// SPDX-License-Identifier: Apache-2.0
/**
 * In the DNS, QDCOUNT is (usually) one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9619">RFC 9619</a>
 */
@NullMarked
package io.binnacle.conformance.rfc9619;

import org.jspecify.annotations.NullMarked;

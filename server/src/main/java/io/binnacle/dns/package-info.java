// SPDX-License-Identifier: Apache-2.0
/**
 * The wire: messages as bytes, and the only code that reads or writes them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4">RFC 1035, section 4</a>
 */
@NullMarked
package io.binnacle.dns;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Tests of the wire. */
@NullMarked
package io.binnacle.dns;

import org.jspecify.annotations.NullMarked;

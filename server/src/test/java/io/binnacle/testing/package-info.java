// SPDX-License-Identifier: Apache-2.0
/**
 * What tests of all modules need: a whole server, a client that asks it, queries without a wire.
 */
@NullMarked
package io.binnacle.testing;

import org.jspecify.annotations.NullMarked;

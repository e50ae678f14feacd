// SPDX-License-Identifier: Apache-2.0
/** Passes queries on to upstream resolvers. */
@NullMarked
package io.binnacle.plugins.forward;

import org.jspecify.annotations.NullMarked;

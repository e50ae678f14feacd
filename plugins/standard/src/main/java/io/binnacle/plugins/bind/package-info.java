// SPDX-License-Identifier: Apache-2.0
/** Chooses the addresses to listen at. */
@NullMarked
package io.binnacle.plugins.bind;

import org.jspecify.annotations.NullMarked;

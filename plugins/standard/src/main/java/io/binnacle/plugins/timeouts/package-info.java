// SPDX-License-Identifier: Apache-2.0
/** Limits what clients may do on their connections. */
@NullMarked
package io.binnacle.plugins.timeouts;

import org.jspecify.annotations.NullMarked;

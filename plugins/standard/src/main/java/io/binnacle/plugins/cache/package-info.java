// SPDX-License-Identifier: Apache-2.0
/** Holds responses for as long as their TTLs allow. */
@NullMarked
package io.binnacle.plugins.cache;

import org.jspecify.annotations.NullMarked;

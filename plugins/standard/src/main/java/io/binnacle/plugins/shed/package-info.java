// SPDX-License-Identifier: Apache-2.0
/** Keeps queries from piling up when they come faster than they can be answered. */
@NullMarked
package io.binnacle.plugins.shed;

import org.jspecify.annotations.NullMarked;

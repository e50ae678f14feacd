// SPDX-License-Identifier: Apache-2.0
/** Tells operators which server it is that they ask. */
@NullMarked
package io.binnacle.plugins.chaos;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Has the Corefile read again, time and again. */
@NullMarked
package io.binnacle.plugins.reload;

import org.jspecify.annotations.NullMarked;

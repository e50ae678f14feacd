// SPDX-License-Identifier: Apache-2.0
/** Limits the length of UDP responses. */
@NullMarked
package io.binnacle.plugins.bufsize;

import org.jspecify.annotations.NullMarked;

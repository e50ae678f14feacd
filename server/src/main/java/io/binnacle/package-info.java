// SPDX-License-Identifier: Apache-2.0
/** The program: from a command line to a running server. */
@NullMarked
package io.binnacle;

import org.jspecify.annotations.NullMarked;

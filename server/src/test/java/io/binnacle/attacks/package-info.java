// SPDX-License-Identifier: Apache-2.0
/** Attacks on a running server, each a test named after its number; README.md has the list. */
@NullMarked
package io.binnacle.attacks;

import org.jspecify.annotations.NullMarked;

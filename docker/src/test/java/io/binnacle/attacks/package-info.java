// SPDX-License-Identifier: Apache-2.0
/** What attackers do, and that it does not work: one class for each attack. */
@NullMarked
package io.binnacle.attacks;

import org.jspecify.annotations.NullMarked;

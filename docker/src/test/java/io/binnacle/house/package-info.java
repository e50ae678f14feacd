// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the house as a whole: its arrows, its catalogue of plugins, its manuals, its launchers.
 */
@NullMarked
package io.binnacle.house;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Says over HTTP that the process lives, and keeps serving for a while when told to stop. */
@NullMarked
package io.binnacle.plugins.health;

import org.jspecify.annotations.NullMarked;

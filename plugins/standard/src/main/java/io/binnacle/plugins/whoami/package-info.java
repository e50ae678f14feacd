// SPDX-License-Identifier: Apache-2.0
/** Tells clients who they are. */
@NullMarked
package io.binnacle.plugins.whoami;

import org.jspecify.annotations.NullMarked;

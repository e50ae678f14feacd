// SPDX-License-Identifier: Apache-2.0
/** Logs what went wrong below. */
@NullMarked
package io.binnacle.plugins.errors;

import org.jspecify.annotations.NullMarked;

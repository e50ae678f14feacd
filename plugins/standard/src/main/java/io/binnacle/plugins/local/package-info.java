// SPDX-License-Identifier: Apache-2.0
/** Keeps questions for this machine on it. */
@NullMarked
package io.binnacle.plugins.local;

import org.jspecify.annotations.NullMarked;

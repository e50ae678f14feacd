// SPDX-License-Identifier: Apache-2.0
/** Logs queries. */
@NullMarked
package io.binnacle.plugins.log;

import org.jspecify.annotations.NullMarked;

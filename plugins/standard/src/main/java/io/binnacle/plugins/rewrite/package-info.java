// SPDX-License-Identifier: Apache-2.0
/** Changes queries on their way down, and responses on their way up. */
@NullMarked
package io.binnacle.plugins.rewrite;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Lets plugins tell each other what they know of a query. */
@NullMarked
package io.binnacle.plugins.metadata;

import org.jspecify.annotations.NullMarked;

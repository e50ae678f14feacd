// SPDX-License-Identifier: Apache-2.0
/** Follows the search paths of clients for them. */
@NullMarked
package io.binnacle.plugins.autopath;

import org.jspecify.annotations.NullMarked;

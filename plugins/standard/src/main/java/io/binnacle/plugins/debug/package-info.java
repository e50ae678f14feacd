// SPDX-License-Identifier: Apache-2.0
/** Asks for more words in the log. */
@NullMarked
package io.binnacle.plugins.debug;

import org.jspecify.annotations.NullMarked;

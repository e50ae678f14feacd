// SPDX-License-Identifier: Apache-2.0
/** Regular expressions in Corefiles. */
@NullMarked
package io.binnacle.plugins.regex;

import org.jspecify.annotations.NullMarked;

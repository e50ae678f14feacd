// SPDX-License-Identifier: Apache-2.0
/** Tests of the plugin as a whole. */
@NullMarked
package io.binnacle.plugins.kubernetes;

import org.jspecify.annotations.NullMarked;

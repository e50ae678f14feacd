// SPDX-License-Identifier: Apache-2.0
/** Files that are read again when they change, for the plugins that live on one. */
@NullMarked
package io.binnacle.plugins.watch;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The engine with all plugins. */
@NullMarked
package io.binnacle.server;

import org.jspecify.annotations.NullMarked;

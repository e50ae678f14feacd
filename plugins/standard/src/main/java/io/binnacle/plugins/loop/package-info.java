// SPDX-License-Identifier: Apache-2.0
/** Finds upstreams that lead back to this server. */
@NullMarked
package io.binnacle.plugins.loop;

import org.jspecify.annotations.NullMarked;

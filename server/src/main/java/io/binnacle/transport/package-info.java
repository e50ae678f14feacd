// SPDX-License-Identifier: Apache-2.0
/** How messages come and go: sockets, event loops, and the limits that protect them. */
@NullMarked
package io.binnacle.transport;

import org.jspecify.annotations.NullMarked;

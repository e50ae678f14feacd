// SPDX-License-Identifier: Apache-2.0
/** Tests of the sockets, on loopback, with real clients. */
@NullMarked
package io.binnacle.transport;

import org.jspecify.annotations.NullMarked;

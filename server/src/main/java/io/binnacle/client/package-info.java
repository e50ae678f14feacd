// SPDX-License-Identifier: Apache-2.0
/**
 * Asking others: what is sent to upstreams and what comes back, each event loop on its own sockets.
 */
@NullMarked
package io.binnacle.client;

import org.jspecify.annotations.NullMarked;

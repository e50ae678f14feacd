// SPDX-License-Identifier: Apache-2.0
/**
 * The engine: from a Corefile to server blocks, from a query to the chain that answers it.
 *
 * <pre>{@code
 * transport ─▶ LoopReceiver ─▶ Dispatcher ─▶ ServerBlock ─▶ HandlerChain ─▶ Exchange: down … up
 *           ◀─ (parse, write)                                                         │
 *           ◀─────────────────────────────────────────────────────────────────────────┘
 * }</pre>
 */
@NullMarked
package io.binnacle.server;

import org.jspecify.annotations.NullMarked;

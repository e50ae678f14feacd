// SPDX-License-Identifier: Apache-2.0
/**
 * All that a plugin author needs.
 *
 * <p>A query goes <i>down</i> a chain of handlers, each of which says what to do with it: pass it
 * on ({@link io.binnacle.plugin.Next}), reply ({@link io.binnacle.plugin.Reply}) or drop it ({@link
 * io.binnacle.plugin.Drop}). The response goes <i>up</i> through the filters that were left behind.
 *
 * <pre>{@code
 *          handler 1     handler 2     handler 3
 * query ──▶ Next(f1) ───▶ Next() ─────▶ Response or Later(Response)
 *                                           │
 * sent  ◀── f1 ◀────────────────────────────┘
 * }</pre>
 *
 * <p>The contract:
 *
 * <ol>
 *   <li>{@code handle} and {@code filter} run on the query's event loop, also after a {@code
 *       Later}: the chain hops back before going up.
 *   <li>A filter runs if and only if its handler returned {@code Next} with it; it sees the query
 *       that its own handler saw. Of a query that is dropped it hears instead. The question that is
 *       sent back is the client's own bytes, name case included.
 *   <li>A throw, or a failed {@code Later}, becomes SERVFAIL at that station and travels up as any
 *       response, carrying its cause. Running off the end of the chain is REFUSED.
 *   <li>A {@code Later} is bounded: SERVFAIL at its deadline; what comes after is ignored. The
 *       query of one that has to be answered at once is dropped instead.
 *   <li>The engine knows each station's outcome: explaining an answer is a property of the engine,
 *       not of the plugins.
 * </ol>
 *
 * <p>Set-up opens nothing: no socket, file watch or thread before {@link
 * io.binnacle.plugin.Setup#onStart}. So a whole server can be built, checked and thrown away.
 */
@NullMarked
package io.binnacle.plugin;

import org.jspecify.annotations.NullMarked;

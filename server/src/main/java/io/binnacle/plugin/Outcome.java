// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

/** What a handler does with a query: pass it on, reply, or drop it. */
public sealed interface Outcome permits Next, Reply, Drop {}

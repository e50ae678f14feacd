// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import io.binnacle.plugin.Query;
import io.binnacle.plugin.WireResponse;

/**
 * A query with its response.
 *
 * <p><i>Immutable.</i>
 *
 * @param nanos how long the response took
 */
record LogEntry(Query query, WireResponse response, long nanos) {}

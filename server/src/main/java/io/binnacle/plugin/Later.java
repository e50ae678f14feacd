// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import java.util.concurrent.CompletionStage;

/**
 * A response that is not there yet. It may be completed on any thread; a failure becomes SERVFAIL,
 * and so does silence at the engine's deadline.
 *
 * <p><i>Immutable.</i>
 *
 * @param response completes with the response
 */
public record Later(CompletionStage<? extends Response> response) implements Reply {}

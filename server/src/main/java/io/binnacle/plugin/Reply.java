// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

/** A response, now or later. */
public sealed interface Reply extends Outcome permits Response, Later {}

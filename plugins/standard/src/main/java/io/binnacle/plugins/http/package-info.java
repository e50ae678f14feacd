// SPDX-License-Identifier: Apache-2.0
/** HTTP at the side of DNS, for the plugins that answer probes. */
@NullMarked
package io.binnacle.plugins.http;

import org.jspecify.annotations.NullMarked;

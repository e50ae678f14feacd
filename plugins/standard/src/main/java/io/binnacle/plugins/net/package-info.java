// SPDX-License-Identifier: Apache-2.0
/** Sets of IP addresses, for the plugins that tell them apart. */
@NullMarked
package io.binnacle.plugins.net;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Says how many sockets a listener has. */
@NullMarked
package io.binnacle.plugins.multisocket;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Answers from a hosts file and from lines in the Corefile. */
@NullMarked
package io.binnacle.plugins.hosts;

import org.jspecify.annotations.NullMarked;

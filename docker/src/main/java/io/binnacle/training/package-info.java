// SPDX-License-Identifier: Apache-2.0
/** The run of the server that its AOT cache is made from: {@code bin/aot-cache}. */
@NullMarked
package io.binnacle.training;

import org.jspecify.annotations.NullMarked;

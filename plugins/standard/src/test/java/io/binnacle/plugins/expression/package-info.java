// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.binnacle.plugins.expression;

import org.jspecify.annotations.NullMarked;

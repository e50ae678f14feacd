// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.binnacle.client;

import org.jspecify.annotations.NullMarked;

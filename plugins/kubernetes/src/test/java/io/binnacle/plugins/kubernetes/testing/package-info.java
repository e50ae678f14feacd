// SPDX-License-Identifier: Apache-2.0
/** An API server for tests. */
@NullMarked
package io.binnacle.plugins.kubernetes.testing;

import org.jspecify.annotations.NullMarked;

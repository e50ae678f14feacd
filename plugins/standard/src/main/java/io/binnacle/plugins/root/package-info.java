// SPDX-License-Identifier: Apache-2.0
/** Says where relative paths begin. */
@NullMarked
package io.binnacle.plugins.root;

import org.jspecify.annotations.NullMarked;

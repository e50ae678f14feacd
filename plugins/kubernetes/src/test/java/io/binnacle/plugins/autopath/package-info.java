// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.binnacle.plugins.autopath;

import org.jspecify.annotations.NullMarked;

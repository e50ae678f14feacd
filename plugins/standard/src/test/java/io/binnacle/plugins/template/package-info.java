// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.binnacle.plugins.template;

import org.jspecify.annotations.NullMarked;

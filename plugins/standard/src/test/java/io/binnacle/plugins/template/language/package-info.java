// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.binnacle.plugins.template.language;

import org.jspecify.annotations.NullMarked;

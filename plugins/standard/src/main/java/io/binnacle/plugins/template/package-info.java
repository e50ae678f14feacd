// SPDX-License-Identifier: Apache-2.0
/** Answers made of templates. */
@NullMarked
package io.binnacle.plugins.template;

import org.jspecify.annotations.NullMarked;

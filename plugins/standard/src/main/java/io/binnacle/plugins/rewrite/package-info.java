// SPDX-License-Identifier: Apache-2.0
/**
 * Changes queries on their way down, and responses on their way up.
 *
 * <p>{@code RewriteHandler} takes a {@code Draft} of each query through the {@code RewriteRule}s.
 * There is a class for each word of the Corefile, from {@code NameRule} to {@code TtlRule}; it
 * reads its part of the directive from {@code Words}. What a rule that fires has to do with the
 * response, it leaves in the draft as a {@code ResponseRewrite}.
 */
@NullMarked
package io.binnacle.plugins.rewrite;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The Corefile: from its text to a tree of server blocks and directives, and what plugins need to
 * read their directives.
 *
 * <p>{@link io.binnacle.corefile.Corefile} is the way in, {@link io.binnacle.corefile.Directive}
 * what a plugin sees. Whatever is wrong is collected and thrown as one {@link
 * io.binnacle.corefile.CorefileException}.
 */
@NullMarked
package io.binnacle.corefile;

import org.jspecify.annotations.NullMarked;

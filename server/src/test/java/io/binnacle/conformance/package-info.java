// SPDX-License-Identifier: Apache-2.0
/** Tests by the clause of an RFC that they hold the server to; a package per RFC. */
@NullMarked
package io.binnacle.conformance;

import org.jspecify.annotations.NullMarked;

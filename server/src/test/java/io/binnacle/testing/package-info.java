// SPDX-License-Identifier: Apache-2.0
/** The test kit: whole servers, clients and upstreams for the tests of every module. */
@NullMarked
package io.binnacle.testing;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Tests of the answer side. */
@NullMarked
package io.binnacle.plugins.kubernetes.records;

import org.jspecify.annotations.NullMarked;

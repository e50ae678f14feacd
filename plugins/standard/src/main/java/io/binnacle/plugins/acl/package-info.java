// SPDX-License-Identifier: Apache-2.0
/** Says who may ask what. */
@NullMarked
package io.binnacle.plugins.acl;

import org.jspecify.annotations.NullMarked;

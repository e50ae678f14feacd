// SPDX-License-Identifier: Apache-2.0
/** Says over HTTP whether all plugins that need time have what they need. */
@NullMarked
package io.binnacle.plugins.ready;

import org.jspecify.annotations.NullMarked;

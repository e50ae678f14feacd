// SPDX-License-Identifier: Apache-2.0
/** Names for the external addresses of a cluster's services. */
@NullMarked
package io.binnacle.plugins.k8s_external;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Names of the services, endpoints and pods of a Kubernetes cluster. */
@NullMarked
package io.binnacle.plugins.kubernetes;

import org.jspecify.annotations.NullMarked;

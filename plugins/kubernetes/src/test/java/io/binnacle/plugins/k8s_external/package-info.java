// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.binnacle.plugins.k8s_external;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Value;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object as a file describes it.
 *
 * <p><i>Immutable.</i>
 *
 * @param object what is kept of it; null where it needs no answers
 */
record Manifest(
    Path file,
    Kind kind,
    ObjectKey key,
    Map<String, String> labels,
    Value value,
    @Nullable ClusterObject object) {}

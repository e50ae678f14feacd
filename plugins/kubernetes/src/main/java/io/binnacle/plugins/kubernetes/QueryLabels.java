// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Query;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import io.binnacle.plugins.kubernetes.records.NameParts;
import io.binnacle.plugins.kubernetes.records.ServedZone;
import org.jspecify.annotations.Nullable;

/**
 * What is known of queries, by label: what their names say, and which pods ask.
 *
 * <p><i>Safe for use by many threads.</i>
 *
 * @param isZonal whether names may have a topology zone
 */
record QueryLabels(ZoneTable<ServedZone> zones, KnownClients clients, boolean isZonal) {
  private static final String OURS = "kubernetes/";
  private static final String CLIENT = "client-";
  private static final String CLIENT_LABEL = "client-label/";
  private static final String INVALID = "invalid query name";

  /** The value of a label, or null if there is none. */
  @Nullable String value(Query query, String label) {
    if (!label.startsWith(OURS)) {
      return null;
    }
    String key = label.substring(OURS.length());
    return key.startsWith(CLIENT) ? ofClient(query, key) : ofName(query, key);
  }

  private @Nullable String ofClient(Query query, String key) {
    Pod pod = clients.pod(query);
    if (pod == null) {
      return null;
    }
    return switch (key) {
      case "client-namespace" -> pod.namespace();
      case "client-pod-name" -> pod.name();
      default ->
          key.startsWith(CLIENT_LABEL)
              ? pod.labels().get(key.substring(CLIENT_LABEL.length()))
              : null;
    };
  }

  private @Nullable String ofName(Query query, String key) {
    ServedZone zone = zones.longestMatch(query.question());
    if (zone == null) {
      return null;
    }
    NameParts parts = NameParts.parse(zone, query.question(), isZonal);
    if (parts == null) {
      return key.equals("parse-error") ? INVALID : null;
    }
    return switch (key) {
      case "port-name" -> parts.port();
      case "protocol" -> parts.protocol();
      case "endpoint" -> parts.endpoint();
      case "service" -> parts.service();
      case "namespace" -> parts.namespace();
      case "kind" -> parts.kind();
      case "cluster" -> zone.isMulticluster() ? parts.cluster() : null;
      case "zone" -> isZonal ? parts.topologyZone() : null;
      default -> null;
    };
  }
}

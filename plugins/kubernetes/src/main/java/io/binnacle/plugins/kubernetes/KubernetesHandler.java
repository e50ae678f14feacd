// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.dns.Question;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Ready;
import io.binnacle.plugin.Response;
import io.binnacle.plugins.kubernetes.records.ClusterNames;
import io.binnacle.plugins.kubernetes.records.Finding;
import io.binnacle.plugins.kubernetes.records.Finding.Absence;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.records.ServedZone;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Answers for the names of a cluster.
 *
 * <p>What is not known to exist is not denied before the cluster has been heard once: it is
 * SERVFAIL until then. Afterwards the last that was heard counts, whether or not the API server is
 * there.
 *
 * <p><i>Safe for use by many threads.</i> Allocates nothing for an answer that was given before,
 * nor for a name that does not exist.
 */
final class KubernetesHandler implements Handler, Ready {
  private final ZoneTable<ServedZone> zones;
  private final ZoneTable<Boolean> fallthrough;
  private final ClusterNames names;
  private final CanonicalNames canonical;
  private final RecordIndex index;

  KubernetesHandler(
      ZoneTable<ServedZone> zones,
      ZoneTable<Boolean> fallthrough,
      ClusterNames names,
      CanonicalNames canonical,
      RecordIndex index) {
    this.zones = zones;
    this.fallthrough = fallthrough;
    this.names = names;
    this.canonical = canonical;
    this.index = index;
  }

  @Override
  public boolean isReady() {
    return index.isSynced();
  }

  @Override
  public Outcome handle(Query query) {
    Question question = query.question();
    ServedZone zone = zones.longestMatch(question);
    if (zone == null || question.dclass() != DClass.IN) {
      return Next.NEXT;
    }
    if (question.type() == Type.AXFR || question.type() == Type.IXFR) {
      return Response.error(Rcode.REFUSED);
    }
    return switch (names.find(zone, question)) {
      case Finding.Answer answer -> answer.response();
      case Finding.Alias alias -> canonical.answer(query, zone, alias);
      case Absence absence ->
          absence == Absence.NO_NAME && fallthrough.longestMatch(question) != null
              ? Next.NEXT
              : zone.negative(question, absence);
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.records.ClusterNames;
import io.binnacle.plugins.kubernetes.records.Finding;
import io.binnacle.plugins.kubernetes.records.PodMode;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.records.RecordOptions;
import io.binnacle.plugins.kubernetes.records.ServedZone;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * What holds for any text among manifests: it is a cluster, all of whose records are answers, or
 * one line says where it is none. What an API server sends goes through the same decoder.
 *
 * <p><i>Confined to one thread.</i>
 */
public final class ManifestFuzz {
  private static final RecordOptions OPTIONS =
      new RecordOptions(5, PodMode.VERIFIED, Set.of(), false, false, true);
  private static final Name FORWARD = Name.fromConstantString("cluster.local.");
  private static final IpAddress OWN = Objects.requireNonNull(IpAddress.parse("192.0.2.53"));

  private ManifestFuzz() {}

  /** Called by Jazzer. The first byte tells whether it is JSON. */
  public static void fuzzerTestOneInput(byte[] input) {
    boolean isJson = input.length > 0 && input[0] == '{';
    Path file = Path.of(isJson ? "a.json" : "a.yaml");
    List<ClusterObject> objects;
    try {
      objects =
          ManifestCluster.of(
              ManifestReader.manifests(file, new String(input, UTF_8)).stream(),
              ManifestFolder.ALL);
    } catch (ManifestException e) {
      require(e.getMessage().startsWith(file + ":"), "no place: " + e.getMessage());
      require(e.getMessage().lines().count() == 1, "not a line: " + e.getMessage());
      return;
    }
    RecordIndex index = index(objects);
    checkAnswers(index, new ServedZone(FORWARD, false, OPTIONS, index));
    objects.forEach(object -> index.remove(object.kind(), object.key()));
    require(index.counts().values().stream().allMatch(count -> count == 0), "something stays");
  }

  private static RecordIndex index(List<ClusterObject> objects) {
    EnumSet<Kind> kinds = EnumSet.allOf(Kind.class);
    RecordIndex index =
        new RecordIndex(OPTIONS, kinds, () -> Instant.EPOCH, (service, millis) -> {});
    objects.forEach(index::apply);
    for (Kind kind : kinds) {
      index.listed(
          kind,
          objects.stream()
              .filter(object -> object.kind() == kind)
              .map(ClusterObject::key)
              .collect(toSet()));
    }
    require(index.isSynced(), "not synced");
    return index;
  }

  /** Whoever asks for a record of the zone gets it. */
  private static void checkAnswers(RecordIndex index, ServedZone zone) {
    ClusterNames names = new ClusterNames(index, OPTIONS, zone, () -> List.of(OWN));
    try (Stream<Record> records = Objects.requireNonNull(names.records(zone))) {
      records.forEach(
          record -> require(isAnswered(names, zone, record), "not answered: " + record));
    }
  }

  private static boolean isAnswered(ClusterNames names, ServedZone zone, Record record) {
    Question question = Question.of(record.getName(), record.getType(), DClass.IN);
    return switch (names.find(zone, question)) {
      case Finding.Answer(var response) ->
          response.message(question).getSection(Section.ANSWER).contains(record);
      case Finding.Partial(var response, var _) ->
          response.message(question).getSection(Section.ANSWER).contains(record);
      case Finding.Alias(Name target) ->
          record instanceof CNAMERecord alias && alias.getTarget().equals(target);
      case Finding.Absence _ -> false;
    };
  }

  private static void require(boolean holds, String finding) {
    if (!holds) {
      throw new AssertionError(finding);
    }
  }
}

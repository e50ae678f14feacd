// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_DATA;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_NAME;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import java.util.List;
import org.xbill.DNS.Type;

/**
 * The names of pods by their addresses: {@code 192-0-2-1.app.pod.cluster.local}.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class PodNames {
  private final RecordIndex index;
  private final PodMode mode;
  private final AnswerCompiler compiler;

  PodNames(RecordIndex index, PodMode mode, AnswerCompiler compiler) {
    this.index = index;
    this.mode = mode;
    this.compiler = compiler;
  }

  /**
   * What there is to say about a name whose second label is a namespace that is shown.
   *
   * @param namespace where that label begins in the question
   */
  Finding find(Question question, int namespace) {
    IpAddress address = DashedAddress.parse(LabelRun.label(question, 0));
    if (address == null || !exists(address, LabelRun.label(question, namespace))) {
      return NO_NAME;
    }
    return switch (question.type()) {
      case Type.A, Type.AAAA -> compiler.addresses(question, List.of(address));
      default -> NO_DATA;
    };
  }

  private boolean exists(IpAddress address, String namespace) {
    return switch (mode) {
      case DISABLED -> false;
      case INSECURE -> true;
      case VERIFIED -> {
        for (Pod pod : index.podsAt(address)) {
          if (pod.namespace().equals(namespace)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }
}

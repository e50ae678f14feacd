// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which labels an object must have.
 *
 * <p><i>Immutable.</i>
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">Labels
 *     and selectors</a>
 */
public record LabelSelector(List<Requirement> requirements) {
  /** Chooses every object. */
  public static final LabelSelector ALL = new LabelSelector(List.of());

  public LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /**
   * Reads a selector.
   *
   * @throws IllegalArgumentException if {@code text} is none, with a sentence that says why
   */
  public static LabelSelector parse(String text) {
    return new LabelSelectorParser(text).selector();
  }

  /** The objects that have all these labels. */
  public static LabelSelector of(Map<String, String> labels) {
    List<Requirement> requirements = new ArrayList<>();
    labels.forEach((key, value) -> requirements.add(new Requirement.In(key, Set.of(value))));
    return new LabelSelector(requirements);
  }

  /** Those of these objects that also meet this. */
  public LabelSelector and(Requirement requirement) {
    List<Requirement> all = new ArrayList<>(requirements);
    all.add(requirement);
    return new LabelSelector(all);
  }

  /** Whether it chooses every object. */
  public boolean isAll() {
    return requirements.isEmpty();
  }

  /** Whether it chooses an object with these labels. */
  public boolean matches(Map<String, String> labels) {
    return requirements.stream().allMatch(requirement -> requirement.isMetBy(labels));
  }

  /** As the API server reads it. */
  @Override
  public String toString() {
    return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
  }
}

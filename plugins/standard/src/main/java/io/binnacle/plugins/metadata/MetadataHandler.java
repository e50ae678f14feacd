// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.metadata;

import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Names;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Setup.Named;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives queries for names in its zones a place for metadata. Values are worked out when somebody
 * asks for them, by the first plugin of the chain that knows the label.
 *
 * <p><i>Immutable.</i>
 */
final class MetadataHandler implements Handler {
  private final List<byte[]> zones;
  private final Supplier<List<Named<Names>>> sources;
  private final Names all = this::value;

  MetadataHandler(List<byte[]> zones, Supplier<List<Named<Names>>> sources) {
    this.zones = List.copyOf(zones);
    this.sources = sources;
  }

  @Override
  public Outcome handle(Query query) {
    for (byte[] zone : zones) {
      if (query.question().isIn(zone)) {
        return Next.as(query.withMetadata(all));
      }
    }
    return Next.NEXT;
  }

  private @Nullable String value(Query query, String label) {
    for (Named<Names> source : sources.get()) {
      String value = source.value().value(query, label);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import java.net.InetAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of the addresses that were heard of last, so that it need not be made anew.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class AddressTable<T> {
  private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

  private final Function<InetAddress, T> make;
  private final int shift;
  private final long[] highs;
  private final long[] lows;
  private final int[] scopes;
  private final @Nullable Object[] made;

  /**
   * An empty table.
   *
   * @param size a power of two
   */
  AddressTable(int size, Function<InetAddress, T> make) {
    this.make = make;
    this.shift = Long.SIZE - Integer.numberOfTrailingZeros(size);
    this.highs = new long[size];
    this.lows = new long[size];
    this.scopes = new int[size];
    this.made = new @Nullable Object[size];
  }

  /** Of an address in the form of {@link MessageVector}: the same object as long as it is here. */
  @SuppressWarnings("unchecked")
  T get(long high, long low, int scope) {
    int slot = (int) (((high ^ low) * GOLDEN) >>> shift);
    Object known = made[slot];
    if (known == null || lows[slot] != low || highs[slot] != high || scopes[slot] != scope) {
      highs[slot] = high;
      lows[slot] = low;
      scopes[slot] = scope;
      known = make.apply(MessageVector.address(high, low, scope));
      made[slot] = known;
    }
    return (T) known;
  }
}

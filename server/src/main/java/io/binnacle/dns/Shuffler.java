// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

/**
 * Puts the addresses of a response in a random order. Allocates nothing.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class Shuffler {
  /* The records differ in nothing but their addresses. When not all are sent, they are laid out in
   * turn from a random one on, round the end: each has the same chance to be sent. Then each of the
   * first places gets one of those that are sent, drawn by Fisher and Yates; that is all of them,
   * unless there are many, and nobody tries so many in turn. The order need not be secret, so a
   * SplitMix64 sequence is good enough. */

  /** How many places are drawn for. */
  private static final int DRAWN = 32;

  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  Shuffler(long seed) {
    state = seed;
  }

  /**
   * Shuffles what was written of {@code sections}: its first {@code sent} records, at {@code
   * start}.
   */
  void shuffle(CompiledResponse sections, int sent, byte[] buffer, int start) {
    int from = sections.shuffleFrom;
    int all = sections.shuffleCount;
    int count = Math.min(sent - from, all);
    if (count < 1) {
      return;
    }
    int width = sections.addressLength;
    int stride = sections.end(from) - sections.records[from];
    int first = sections.end(from) - width;
    if (count < all) {
      int next = below(all);
      int behind = Math.min(count, all - next) * stride;
      int begin = sections.records[from];
      System.arraycopy(sections.body, begin + next * stride, buffer, start + begin, behind);
      System.arraycopy(
          sections.body, begin, buffer, start + begin + behind, count * stride - behind);
    }
    int drawn = Math.min(count - 1, DRAWN);
    for (int i = 0; i < drawn; i++) {
      int other = i + below(count - i);
      swap(buffer, start + first + i * stride, start + first + other * stride, width);
    }
  }

  private static void swap(byte[] octets, int one, int other, int width) {
    for (int i = 0; i < width; i += 4) {
      int kept = Octets.s32(octets, one + i);
      Octets.put32(octets, one + i, Octets.s32(octets, other + i));
      Octets.put32(octets, other + i, kept);
    }
  }

  /** A random number from 0 to {@code bound} - 1. */
  private int below(int bound) {
    state += GAMMA;
    long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return (int) (((z >>> 32) * bound) >>> 32);
  }
}

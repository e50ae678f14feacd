// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

/**
 * What becomes of the TTLs of compiled records by the time they are sent.
 *
 * <p><i>Immutable.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1034#section-5.2.2">RFC 1034, section 5.2.2</a>
 */
public sealed interface Ageing {
  /** The TTL to be sent for a compiled one, at a time of {@link System#nanoTime}. */
  int ttl(int compiled, long now);

  /** Whether the time makes no difference, since TTLs stay as they were compiled. */
  default boolean isNone() {
    return this == None.NONE;
  }

  /** None: TTLs are sent as they were compiled. */
  enum None implements Ageing {
    /** The only one. */
    NONE;

    @Override
    public int ttl(int compiled, long now) {
      return compiled;
    }
  }

  /**
   * TTLs were true at a certain time, and become less by each whole second since.
   *
   * @param nanos that time, by {@link System#nanoTime}
   */
  record Since(long nanos) implements Ageing {
    private static final long SECOND = 1_000_000_000;

    @Override
    public int ttl(int compiled, long now) {
      long age = Math.max(0, now - nanos) / SECOND;
      return (int) Math.max(0, compiled - age);
    }
  }

  /**
   * All TTLs are the same, whatever they were: those of stale data.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8767#section-4">RFC 8767, section 4</a>
   */
  record Fixed(int seconds) implements Ageing {
    @Override
    public int ttl(int compiled, long now) {
      return seconds;
    }
  }
}

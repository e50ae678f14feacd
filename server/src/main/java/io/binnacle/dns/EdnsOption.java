// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An option of an OPT record.
 *
 * <p><i>Immutable.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6891#section-6.1.2">RFC 6891, section 6.1.2</a>
 */
public final class EdnsOption {
  private final int code;
  private final byte[] data;
  private final boolean isAboutClient;

  private EdnsOption(int code, byte[] data, boolean isAboutClient) {
    this.code = code;
    this.data = data;
    this.isAboutClient = isAboutClient;
  }

  /** An option that is the same for all clients; takes over {@code data}. */
  public static EdnsOption of(int code, byte[] data) {
    return new EdnsOption(code, data, false);
  }

  /** An option that tells something about a client; takes over {@code data}. */
  public static EdnsOption aboutClient(int code, byte[] data) {
    return new EdnsOption(code, data, true);
  }

  /** What kind of option it is, 0 to 65535. */
  public int code() {
    return code;
  }

  /** Whether it tells something about a client, so that the answer is for that client only. */
  boolean isAboutClient() {
    return isAboutClient;
  }

  /** The length of it all, in bytes. */
  int length() {
    return Edns.OPTION_FIXED + data.length;
  }

  /** Writes the option; returns the offset behind it. */
  int write(byte[] octets, int at) {
    Octets.put16(octets, at, code);
    Octets.put16(octets, at + 2, data.length);
    System.arraycopy(data, 0, octets, at + Edns.OPTION_FIXED, data.length);
    return at + length();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EdnsOption that && code == that.code && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * code + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return code + "=" + Arrays.toString(data);
  }
}

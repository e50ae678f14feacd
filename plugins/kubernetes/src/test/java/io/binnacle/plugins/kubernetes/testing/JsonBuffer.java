// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON that is being written.
 *
 * <p><i>Confined to one thread.</i>
 */
final class JsonBuffer extends ByteArrayOutputStream {
  private static final int USUAL = 96 << 10;

  JsonBuffer() {
    super(USUAL);
  }

  /** Writes this as it is: texts here have nothing to be escaped. */
  JsonBuffer put(String text) {
    writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  JsonBuffer put(long number) {
    return put(String.valueOf(number));
  }
}

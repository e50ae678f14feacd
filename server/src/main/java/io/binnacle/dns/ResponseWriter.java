// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

/**
 * Writes responses: header, question with the client's own letters, sections, OPT record; shuffles
 * and truncates on the way. Allocates nothing per response.
 *
 * <p><i>Confined to one event loop.</i>
 */
public final class ResponseWriter {
  private final byte[] buffer = new byte[0xffff];

  /** Where the last response lies, from its beginning. */
  public byte[] buffer() {
    return buffer;
  }

  /**
   * Writes the response to a query into the buffer.
   *
   * @param limit the largest length that the client can take
   * @return the length of the response
   */
  public int write(QueryHeader query, ResponseHeader response, int limit) {
    throw new UnsupportedOperationException("wire helper");
  }

  /**
   * Writes a bare header with a response code, for queries whose question could not be read.
   *
   * @return its length, 12
   */
  public int writeError(int id, int flags, int rcode) {
    throw new UnsupportedOperationException("wire helper");
  }
}

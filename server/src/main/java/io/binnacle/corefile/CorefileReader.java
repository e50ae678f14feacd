// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

/** Where a server's configuration comes from, each time that it is wanted. */
@FunctionalInterface
public interface CorefileReader {
  /** The Corefile as it is now. */
  Corefile read() throws CorefileException;
}

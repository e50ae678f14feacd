// SPDX-License-Identifier: Apache-2.0

import java.util.List;

/** How a server is asked: by which program, for what, and with which options. */
record Load(String program, String queries, List<String> options) {
  static Load udp(String queries, String... options) {
    return new Load("udp", queries, List.of(options));
  }

  static Load tcp(String queries, String... options) {
    return new Load("tcp", queries, List.of(options));
  }
}

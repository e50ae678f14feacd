// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

/**
 * Why an answer is what it is, beside its response code: a code of the IANA registry and a text for
 * people, which may be empty.
 *
 * <p>Immutable.
 *
 * @param code the INFO-CODE, 0 to 65535
 * @param text the EXTRA-TEXT
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8914">RFC 8914</a>
 */
public record ExtendedError(int code, String text) {
  /** None of the registered reasons. */
  public static final int OTHER = 0;

  /** Stale data were served because no fresh ones could be had. */
  public static final int STALE_ANSWER = 3;

  /** A failure was served that had been held. */
  public static final int CACHED_ERROR = 13;

  /** The server cannot answer this yet. */
  public static final int NOT_READY = 14;

  /** The name is on a list of the server's operator. */
  public static final int BLOCKED = 15;

  /** The answer was left out as the client asked for, or whoever is in charge of it. */
  public static final int FILTERED = 17;

  /** The policy of the server forbids it. */
  public static final int PROHIBITED = 18;

  /** That there is no such name was served, as stale data. */
  public static final int STALE_NXDOMAIN_ANSWER = 19;

  /** The server is not responsible for the name. */
  public static final int NOT_AUTHORITATIVE = 20;

  /** The server does not do this. */
  public static final int NOT_SUPPORTED = 21;

  /** No upstream gave a usable response. */
  public static final int NO_REACHABLE_AUTHORITY = 22;

  /** Talking to an upstream failed. */
  public static final int NETWORK_ERROR = 23;

  /** Checks the code's range. */
  public ExtendedError {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("an INFO-CODE has 16 bits: " + code);
    }
  }
}

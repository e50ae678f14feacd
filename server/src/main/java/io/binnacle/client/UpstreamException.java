// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

/**
 * An upstream that did not answer. Has no stack trace: it says what happened outside, thousands of
 * times a second if it must.
 */
public final class UpstreamException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean isSilence;

  private UpstreamException(String message, boolean isSilence) {
    super(message, null, false, false);
    this.isSilence = isSilence;
  }

  /** Nothing came in time. */
  public static UpstreamException silence(String message) {
    return new UpstreamException(message, true);
  }

  /** The network, or the upstream, refused. */
  public static UpstreamException refusal(String message) {
    return new UpstreamException(message, false);
  }

  /** Whether nothing at all was heard of the upstream. */
  public boolean isSilence() {
    return isSilence;
  }
}

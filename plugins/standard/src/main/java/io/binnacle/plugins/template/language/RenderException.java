// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

/**
 * A template that makes no text of its data. Clients can bring that about, so it has no stack
 * trace.
 *
 * <p><i>Immutable.</i>
 */
public final class RenderException extends Exception {
  private static final long serialVersionUID = 1;

  RenderException(String message) {
    super(message, null, false, false);
  }
}

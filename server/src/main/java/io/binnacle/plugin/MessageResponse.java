// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseCompiler;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/**
 * A response as dnsjava's message, which nobody changes any more.
 *
 * <p><i>Immutable.</i>
 */
public final class MessageResponse implements Response {
  private final Message message;
  private final @Nullable ExtendedError extendedError;

  private MessageResponse(Message message, @Nullable ExtendedError extendedError) {
    this.message = message;
    this.extendedError = extendedError;
  }

  /** Takes over {@code message}; its id and its question count for nothing. */
  public static MessageResponse of(Message message) {
    return new MessageResponse(message, null);
  }

  @Override
  public int rcode() {
    return message.getRcode();
  }

  @Override
  public int flags() {
    return ResponseCompiler.flags(message);
  }

  @Override
  public @Nullable ExtendedError extendedError() {
    return extendedError;
  }

  @Override
  public @Nullable Throwable cause() {
    return null;
  }

  @Override
  public Message message(Question question) {
    return message.clone();
  }

  @Override
  public WireResponse compile(Question question) {
    WireResponse compiled =
        WireResponse.of(ResponseCompiler.compile(message, question), rcode(), flags());
    return extendedError == null ? compiled : compiled.withExtendedError(extendedError);
  }

  @Override
  public Response withFlags(int set, int clear) {
    return new MessageResponse(ResponseCompiler.withFlags(message, set, clear), extendedError);
  }

  @Override
  public Response withExtendedError(ExtendedError reason) {
    return new MessageResponse(message, reason);
  }
}

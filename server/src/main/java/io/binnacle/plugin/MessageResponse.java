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
  private final boolean isLive;
  private final @Nullable ExtendedError extendedError;

  private MessageResponse(Message message, boolean isLive, @Nullable ExtendedError extendedError) {
    this.message = message;
    this.isLive = isLive;
    this.extendedError = extendedError;
  }

  /** Takes over {@code message}; its id and its question count for nothing. */
  public static MessageResponse of(Message message) {
    return new MessageResponse(message, false, null);
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
  public boolean isLive() {
    return isLive;
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
    WireResponse marked = isLive ? compiled.live() : compiled;
    return extendedError == null ? marked : marked.withExtendedError(extendedError);
  }

  @Override
  public MessageResponse withFlags(int set, int clear) {
    return new MessageResponse(
        ResponseCompiler.withFlags(message, set, clear), isLive, extendedError);
  }

  @Override
  public MessageResponse withExtendedError(ExtendedError reason) {
    return new MessageResponse(message, isLive, reason);
  }

  @Override
  public MessageResponse live() {
    return isLive ? this : new MessageResponse(message, true, extendedError);
  }
}

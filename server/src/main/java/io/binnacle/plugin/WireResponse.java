// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import io.binnacle.dns.Ageing;
import io.binnacle.dns.CompiledResponse;
import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.MessageCodec;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseHeader;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * A response in wire form: compiled sections, and the bits of the header.
 *
 * <p><i>Immutable.</i>
 */
public final class WireResponse implements Response, ResponseHeader {
  private static final WireResponse[] EMPTY = new WireResponse[Rcode.BADVERS + 1];

  static {
    for (int rcode = 0; rcode < EMPTY.length; rcode++) {
      EMPTY[rcode] = of(CompiledResponse.EMPTY, rcode, 0);
    }
  }

  private final CompiledResponse sections;
  private final short rcode;
  private final short flags;
  private final Ageing ageing;
  private final boolean isShuffled;
  private final boolean isLive;
  private final @Nullable ExtendedError extendedError;
  private final @Nullable Throwable cause;

  /** This response, shuffled; made once. A race makes two that are equal. */
  private @Nullable WireResponse shuffled;

  private WireResponse(
      CompiledResponse sections,
      int rcode,
      int flags,
      Ageing ageing,
      boolean isShuffled,
      boolean isLive,
      @Nullable ExtendedError extendedError,
      @Nullable Throwable cause) {
    this.sections = sections;
    this.rcode = (short) rcode;
    this.flags = (short) flags;
    this.ageing = ageing;
    this.isShuffled = isShuffled;
    this.isLive = isLive;
    this.extendedError = extendedError;
    this.cause = cause;
  }

  /** These sections under a header with this response code and these flags. */
  public static WireResponse of(CompiledResponse sections, int rcode, int flags) {
    return new WireResponse(sections, rcode, flags, Ageing.None.NONE, false, false, null, null);
  }

  /** A response as it was read from the wire. */
  public static WireResponse of(ResponseHeader header) {
    return new WireResponse(
        header.sections(),
        header.rcode(),
        header.flags(),
        header.ageing(),
        header.isShuffled(),
        false,
        header.extendedError(),
        null);
  }

  /** No records at all under a header with this response code. */
  public static WireResponse empty(int rcode) {
    return rcode < EMPTY.length ? EMPTY[rcode] : of(CompiledResponse.EMPTY, rcode, 0);
  }

  @Override
  public CompiledResponse sections() {
    return sections;
  }

  @Override
  public int rcode() {
    return rcode;
  }

  @Override
  public int flags() {
    return flags & 0xffff;
  }

  @Override
  public Ageing ageing() {
    return ageing;
  }

  @Override
  public boolean isShuffled() {
    return isShuffled;
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
    return cause;
  }

  @Override
  public Message message(Question question) {
    return MessageCodec.message(this, question);
  }

  @Override
  public WireResponse compile(Question question) {
    return this;
  }

  @Override
  public WireResponse withFlags(int set, int clear) {
    int changed = (flags() | set) & ~clear;
    return changed == flags()
        ? this
        : new WireResponse(
            sections, rcode, changed, ageing, isShuffled, isLive, extendedError, cause);
  }

  /** The same response with another code. */
  public WireResponse withRcode(int newRcode) {
    return new WireResponse(
        sections, newRcode, flags, ageing, isShuffled, isLive, extendedError, cause);
  }

  @Override
  public WireResponse withExtendedError(ExtendedError reason) {
    return new WireResponse(sections, rcode, flags, ageing, isShuffled, isLive, reason, cause);
  }

  /** The same response with other sections, whose TTLs do not age. */
  public WireResponse withSections(CompiledResponse other) {
    return other == sections
        ? this
        : new WireResponse(
            other, rcode, flags, Ageing.None.NONE, isShuffled, isLive, extendedError, cause);
  }

  /** The same response, its TTLs ageing like this from now on. */
  public WireResponse withAgeing(Ageing how) {
    return new WireResponse(sections, rcode, flags, how, isShuffled, isLive, extendedError, cause);
  }

  @Override
  public WireResponse live() {
    return isLive
        ? this
        : new WireResponse(sections, rcode, flags, ageing, isShuffled, true, extendedError, cause);
  }

  WireResponse withCause(Throwable what) {
    return new WireResponse(
        sections, rcode, flags, ageing, isShuffled, isLive, extendedError, what);
  }

  /** The same response, its address records in a new random order each time it is sent. */
  public WireResponse shuffled() {
    if (isShuffled || !sections.hasShuffle()) {
      return this;
    }
    WireResponse made = shuffled;
    if (made == null) {
      made = new WireResponse(sections, rcode, flags, ageing, true, isLive, extendedError, cause);
      shuffled = made;
    }
    return made;
  }
}

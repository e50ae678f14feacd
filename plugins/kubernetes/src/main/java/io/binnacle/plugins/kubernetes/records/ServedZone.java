// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.dns.WireName;
import io.binnacle.plugin.WireResponse;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/**
 * A zone whose names are made of a cluster: its authority, and what it says where there are no
 * records.
 *
 * <p>Negative responses differ only in where the zone begins in the question; they are compiled
 * once for each such place, until the serial changes. Those that were compiled before allocate
 * nothing.
 *
 * <p><i>Safe for use by many threads.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2308#section-3">RFC 2308, section 3</a>
 */
public final class ServedZone {
  private static final int OFFSETS = 255;
  private static final int REFRESH = 7200;
  private static final int RETRY = 1800;
  private static final int EXPIRE = 86_400;
  private static final int LONGEST_SOA_TTL = 300;

  /** While changes are not heard, a name that is denied may have come to be long ago. */
  private static final int LONGEST_STALE_TTL = 5;

  private static final String MAILBOX = "hostmaster";
  private static final ExtendedError NOT_READY =
      new ExtendedError(ExtendedError.NOT_READY, "not all of the cluster is known yet");

  private final byte[] wire;
  private final String server;
  private final String mailbox;
  private final boolean isReverse;
  private final boolean isMulticluster;
  private final int ttl;
  private final RecordIndex index;
  private volatile Negatives negatives = new Negatives(0, 0);

  /** Responses that share a serial and a time to live; null where nobody has asked yet. */
  private static final class Negatives {
    final int serial;
    final int ttl;
    final @Nullable WireResponse[] noData = new WireResponse[OFFSETS];
    final @Nullable WireResponse[] noName = new WireResponse[OFFSETS];
    final @Nullable WireResponse[] notYet = new WireResponse[OFFSETS];

    Negatives(int serial, int ttl) {
      this.serial = serial;
      this.ttl = ttl;
    }

    @Nullable WireResponse[] of(Finding.Absence absence) {
      return switch (absence) {
        case NO_DATA -> noData;
        case NO_NAME -> noName;
        case NOT_YET -> notYet;
      };
    }
  }

  /**
   * A zone.
   *
   * @param isMulticluster whether it has the services of the cluster set in place of the cluster's
   */
  public ServedZone(Name apex, boolean isMulticluster, RecordOptions options, RecordIndex index) {
    this(apex, ServerNames.LABELS, MAILBOX, isMulticluster, options.ttlSeconds(), index);
  }

  /** A zone with the external addresses of services. */
  public ServedZone(Name apex, ExternalOptions options, RecordIndex index) {
    this(
        apex, options.server(), MAILBOX + "." + options.apex(), false, options.ttlSeconds(), index);
  }

  private ServedZone(
      Name apex,
      String server,
      String mailbox,
      boolean isMulticluster,
      int ttl,
      RecordIndex index) {
    this.wire = WireName.lowerCased(apex);
    this.server = server;
    this.mailbox = mailbox;
    this.isReverse = ReverseName.isReverse(wire);
    this.isMulticluster = isMulticluster;
    this.ttl = ttl;
    this.index = index;
  }

  /** The apex, lower-cased and in wire form. */
  byte[] wire() {
    return wire;
  }

  /** Whether it has the services of the cluster set. */
  public boolean isMulticluster() {
    return isMulticluster;
  }

  /** Whether its names stand for addresses. */
  public boolean isReverse() {
    return isReverse;
  }

  /** Where the zone begins in the name of a question that is in it. */
  int offsetIn(Question question) {
    return question.nameLength() - wire.length;
  }

  /** The answer to who has authority. */
  WireResponse authority(Question question) {
    ResponseBuilder builder = ResponseBuilder.of(question);
    return AnswerCompiler.response(soa(builder, index.serial(), ttl), Rcode.NOERROR);
  }

  /** What to say to a question in this zone about which this was found. */
  public WireResponse negative(Question question, Finding.Absence absence) {
    int serial = index.serial();
    int seconds = negativeTtl();
    Negatives known = negatives;
    if (known.serial != serial || known.ttl != seconds) {
      known = new Negatives(serial, seconds);
      negatives = known;
    }
    @Nullable WireResponse[] responses = known.of(absence);
    int offset = offsetIn(question);
    WireResponse response = responses[offset];
    if (response == null) {
      response = compile(absence, offset, known);
      responses[offset] = response;
    }
    return response;
  }

  private WireResponse compile(Finding.Absence absence, int offset, Negatives known) {
    ResponseBuilder builder =
        soa(ResponseBuilder.inZone(wire, offset).authority(), known.serial, known.ttl);
    return switch (absence) {
      case NO_DATA -> AnswerCompiler.response(builder, Rcode.NOERROR);
      case NO_NAME -> AnswerCompiler.response(builder, Rcode.NXDOMAIN);
      case NOT_YET -> AnswerCompiler.response(builder, Rcode.SERVFAIL).withExtendedError(NOT_READY);
    };
  }

  /** Adds who has authority to a negative response of more than that. */
  public void addAuthority(ResponseBuilder builder) {
    soa(builder.authority(), index.serial(), negativeTtl());
  }

  private int negativeTtl() {
    return index.isStale() ? Math.min(ttl, LONGEST_STALE_TTL) : ttl;
  }

  private ResponseBuilder soa(ResponseBuilder builder, int serial, int seconds) {
    return builder
        .owner(wire)
        .soa(
            Math.min(seconds, LONGEST_SOA_TTL),
            LabelRun.name(server, wire),
            LabelRun.name(mailbox, wire),
            serial,
            REFRESH,
            RETRY,
            EXPIRE,
            seconds);
  }
}

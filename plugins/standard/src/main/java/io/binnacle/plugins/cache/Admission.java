// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.dns.CompiledResponse;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.WireResponse;
import io.binnacle.plugins.cache.Held.Kind;
import io.binnacle.plugins.cache.Verdict.Hold;
import io.binnacle.plugins.cache.Verdict.Pass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Decides which responses are held, what of them, and for how long.
 *
 * <p>Held are the records that answer the question, with the aliases that lead to them; the SOA
 * record that says how long a denial is true; and the records that prove either. Never an NS record
 * of the authority section and never an additional record: a forwarder's upstream has no say about
 * other names than the one it was asked for.
 *
 * <p><i>Immutable.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2308">RFC 2308</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9520">RFC 9520</a>
 */
final class Admission {
  /** How long it is true that there are no records, where nobody says how long, in seconds. */
  private static final int UNSAID = 5;

  private static final int TRUNCATED = 0x8000 >>> Flags.TC;

  private final CacheConfig config;

  Admission(CacheConfig config) {
    this.config = config;
  }

  /** What becomes of a response to a question that came at this time. */
  Verdict verdict(Question question, WireResponse response, Instant now) {
    if ((response.flags() & TRUNCATED) != 0) {
      return Pass.UNFIT;
    }
    try {
      return switch (response.rcode()) {
        case Rcode.NOERROR, Rcode.NXDOMAIN -> records(question, response, now);
        case Rcode.SERVFAIL, Rcode.NOTIMP -> failure(response, CompiledResponse.EMPTY);
        default -> Pass.UNFIT;
      };
    } catch (IllegalArgumentException e) { // hostile records, which only their client shall see
      return Pass.UNFIT;
    }
  }

  private Verdict records(Question question, WireResponse response, Instant now) {
    CompiledResponse addresses = addresses(question, response);
    if (addresses != null) {
      return hold(Kind.ANSWER, response, addresses, config.success(), Integer.MAX_VALUE);
    }
    Message message = response.message(question);
    List<Record> section = message.getSection(Section.ANSWER);
    AnswerChain chain = AnswerChain.of(message.getQuestion(), section);
    if (chain.records().isEmpty() && !section.isEmpty()) {
      return Pass.UNRELATED;
    }
    if (chain.isBroken()) {
      return failure(response, compile(question, chain, List.of()));
    }
    if (chain.answers()) {
      return response.rcode() == Rcode.NOERROR
          ? hold(Kind.ANSWER, question, response, chain, proofs(message), config.success(), now)
          : Pass.UNFIT; // records of a name that does not exist
    }
    SOARecord soa = authority(message, chain);
    if (soa != null) {
      List<Record> denial = new ArrayList<>(List.of(soa));
      denial.addAll(proofs(message));
      StoreConfig limits = config.denial().atMost(negativeTtl(soa));
      return hold(Kind.DENIAL, question, response, chain, denial, limits, now);
    }
    return withoutAuthority(question, response, chain);
  }

  /**
   * What most answers are: addresses of the name asked, without alias or signature. To see that,
   * nothing has to be decoded, which would take more than all else that a cache does.
   */
  private static @Nullable CompiledResponse addresses(Question question, WireResponse response) {
    CompiledResponse sections = response.sections();
    return response.rcode() != Rcode.NOERROR
            || sections.hasAuthority(Type.NSEC)
            || sections.hasAuthority(Type.NSEC3)
            || sections.hasAuthority(Type.RRSIG)
        ? null
        : sections.addressesAsked(question);
  }

  /**
   * What becomes of a response that neither answers nor says how long it denies. RFC 2308, section
   * 5, would not have it held; but some servers of hosts files say no more than that about the
   * other address family of each name, and are asked for it as often as for the first.
   */
  private Verdict withoutAuthority(Question question, WireResponse response, AnswerChain chain) {
    CompiledResponse sections = response.sections();
    if (response.rcode() == Rcode.NXDOMAIN) {
      return Pass.UNFIT;
    }
    if (!chain.records().isEmpty()) { // aliases that lead to nothing
      return failure(response, compile(question, chain, List.of()));
    }
    int ttl = config.denial().limit(UNSAID);
    return sections.length() == 0
        ? new Hold(Kind.DENIAL, response, sections, ttl, Integer.MAX_VALUE)
        : Pass.UNFIT; // a referral, or records for this client alone
  }

  /** RFC 9520, section 3.2: resolvers MUST cache failures to resolve a name. */
  private Verdict failure(WireResponse response, CompiledResponse sections) {
    int ttl = (int) Math.ceilDiv(config.servfail().toMillis(), 1000);
    return ttl == 0
        ? Pass.UNFIT
        : new Hold(Kind.FAILURE, response, sections, ttl, Integer.MAX_VALUE);
  }

  private static Verdict hold(
      Kind kind,
      Question question,
      WireResponse response,
      AnswerChain chain,
      List<Record> authority,
      StoreConfig limits,
      Instant now) {
    int signedFor = signedFor(Stream.concat(chain.records().stream(), authority.stream()), now);
    return hold(kind, response, compile(question, chain, authority), limits, signedFor);
  }

  private static Verdict hold(
      Kind kind,
      WireResponse response,
      CompiledResponse records,
      StoreConfig limits,
      int signedFor) {
    CompiledResponse held = records.withTtls(limits::limit);
    int ttl = Math.min(held.leastTtl(), signedFor);
    if (ttl <= 0) {
      return Pass.UNFIT;
    }
    long arrived = System.nanoTime();
    CompiledResponse sent =
        response
            .sections()
            .withTtls(ttlThen -> limits.limit(response.ageing().ttl(ttlThen, arrived)));
    return new Hold(kind, response.withSections(sent), held, ttl, signedFor);
  }

  private static CompiledResponse compile(
      Question question, AnswerChain chain, List<Record> authority) {
    ResponseBuilder builder = ResponseBuilder.of(question);
    chain.records().forEach(builder::record);
    builder.authority();
    authority.forEach(builder::record);
    return builder.build();
  }

  /** Whose word it is that there is no such name or record, if it is theirs to say. */
  private static @Nullable SOARecord authority(Message message, AnswerChain chain) {
    for (Record record : message.getSection(Section.AUTHORITY)) {
      if (record instanceof SOARecord soa && chain.end().subdomain(soa.getName())) {
        return soa;
      }
    }
    return null;
  }

  /**
   * For how long a denial is true: the lesser of the SOA record's TTL and its MINIMUM field.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc2308#section-5">RFC 2308, section 5</a>
   */
  private static int negativeTtl(SOARecord soa) {
    return (int) Math.min(Integer.MAX_VALUE, Math.min(soa.getTTL(), soa.getMinimum()));
  }

  /** The records that prove a denial, or that a wildcard was right to answer. */
  private static List<Record> proofs(Message message) {
    return message.getSection(Section.AUTHORITY).stream().filter(Admission::isProof).toList();
  }

  private static boolean isProof(Record record) {
    return switch (record.getType()) {
      case Type.NSEC, Type.NSEC3 -> true;
      case Type.RRSIG ->
          switch (((RRSIGRecord) record).getTypeCovered()) {
            case Type.NSEC, Type.NSEC3, Type.SOA -> true;
            default -> false;
          };
      default -> false;
    };
  }

  /**
   * How long the signatures among these records are valid yet, in seconds; 0 if one is not.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc4035#section-5.3.3">RFC 4035, section 5.3.3</a>
   */
  private static int signedFor(Stream<Record> records, Instant now) {
    return records
        .filter(RRSIGRecord.class::isInstance)
        .map(RRSIGRecord.class::cast)
        .mapToInt(
            signature ->
                now.isBefore(signature.getTimeSigned())
                    ? 0
                    : (int) seconds(Duration.between(now, signature.getExpire())))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static long seconds(Duration left) {
    return Math.clamp(left.toSeconds(), 0, Integer.MAX_VALUE);
  }
}

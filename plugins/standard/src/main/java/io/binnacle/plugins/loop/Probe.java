// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loop;

import io.binnacle.dns.Question;
import io.binnacle.plugin.Forwarder;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A question that nobody else would ask, since its name cannot be guessed: two random numbers of 62
 * bits each. It is good for one way through one upstream.
 *
 * <p><i>Safe for use by many threads</i>: but for the verdict, which is made for it, nothing
 * changes.
 *
 * @param upstream what it is sent through
 * @param verdict what became of it
 */
record Probe(Forwarder.Hop upstream, Question question, CompletableFuture<Verdict> verdict) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What a probe says of an upstream. */
  enum Verdict {
    /** It has come back to this server. */
    LOOPS,
    /** Somebody else has answered it. */
    CLEAR,
    /** There was no answer, or one of somebody who does not know, either. */
    UNKNOWN
  }

  /** A new one with a name in this zone; none if there is no room for longer names. */
  static Optional<Probe> of(Forwarder.Hop upstream, Name zone) {
    try {
      Name labels = Name.fromString((RANDOM.nextLong() >>> 2) + "." + (RANDOM.nextLong() >>> 2));
      Name name = Name.concatenate(labels, zone);
      Question question = Question.of(name, Type.HINFO, DClass.IN);
      return Optional.of(new Probe(upstream, question, new CompletableFuture<>()));
    } catch (NameTooLongException _) {
      return Optional.empty();
    } catch (TextParseException e) {
      throw new AssertionError("numbers are labels", e);
    }
  }
}

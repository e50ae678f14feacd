// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import io.binnacle.dns.NameText;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * {@code cname [MATCH] FROM TO}: lets aliases lead elsewhere.
 *
 * <p><i>Immutable.</i>
 *
 * @param server where the new target is looked up
 */
record CnameRule(Renaming renaming, Chain server) implements RewriteRule, ResponseRewrite {
  private static final int TC = 0x0200;
  private static final int AD = 0x0020;
  private static final Set<String> WHOLE_LABELS = Set.of(NameMatch.EXACT, NameMatch.SUFFIX);

  static CnameRule parse(Words words, Chain server) throws CorefileException {
    String kind = words.left() > 2 ? words.keyword(NameMatch.KINDS) : NameMatch.EXACT;
    return new CnameRule(Renaming.parse(kind, WHOLE_LABELS.contains(kind), words), server);
  }

  /** Whether there will be such an alias is not known yet, hence the rules behind count, too. */
  @Override
  public boolean apply(Draft draft) {
    draft.onResponse(this);
    return false;
  }

  @Override
  public Reply rewrite(Query query, Response response) {
    if (response instanceof WireResponse wire && !wire.sections().hasAnswer(Type.CNAME)) {
      return response;
    }
    Message message = response.message(query.question());
    try {
      Name target = redirect(message);
      return target == null ? response : follow(query, message, target, response);
    } catch (TextParseException e) {
      return Response.failure(e).withExtendedError(RewriteHandler.NO_NAME);
    }
  }

  /**
   * Lets the first alias that the rule is about lead elsewhere, and cuts the answer off behind it.
   *
   * @return where it leads now, or null if there is none
   */
  private @Nullable Name redirect(Message message) throws TextParseException {
    List<Record> aliases = new ArrayList<>();
    for (Record record : message.getSection(Section.ANSWER)) {
      if (record instanceof CNAMERecord alias) {
        Name target = renaming.apply(NameText.of(alias.getTarget()));
        aliases.add(target == null ? alias : Records.withTarget(alias, _ -> target));
        if (target != null) {
          replace(message, Section.ANSWER, aliases);
          return target;
        }
      }
    }
    return null;
  }

  /** Looks the new target up, and completes the answer with what is found. */
  private Reply follow(Query query, Message message, Name target, Response response) {
    if (query.type() == Type.CNAME) { // RFC 1034, 3.6.2: an alias is the answer, not followed
      return Records.as(message, response);
    }
    Query lookup = query.lookup(target, query.type());
    return new Later(server.run(lookup).thenApply(found -> complete(message, lookup, found)));
  }

  /**
   * Takes everything but the aliases from what was found.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6604#section-3">RFC 6604, 3: so the code</a>
   */
  private static Response complete(Message message, Query lookup, Response found) {
    Message end = found.message(lookup.question());
    end.getSection(Section.ANSWER).forEach(record -> message.addRecord(record, Section.ANSWER));
    replace(message, Section.AUTHORITY, end.getSection(Section.AUTHORITY));
    replace(message, Section.ADDITIONAL, end.getSection(Section.ADDITIONAL));
    message.getHeader().setRcode(end.getHeader().getRcode()); // its OPT record came along
    return Records.as(message, found).withFlags(found.flags() & TC, AD | (TC & ~found.flags()));
  }

  private static void replace(Message message, int section, List<Record> records) {
    List<Record> copy = List.copyOf(records);
    message.removeAllRecords(section);
    copy.forEach(record -> message.addRecord(record, section));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import io.binnacle.dns.Edns;
import io.binnacle.dns.EdnsOption;
import io.binnacle.plugin.Query;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.EDNSOption.Code;

/**
 * {@code edns0 local|nsid|subnet ACTION [ARGUMENTS] [revert]}: has upstreams see an EDNS option, or
 * not.
 *
 * <p>What a response goes out with is made anew for each client, so that there is nothing to be
 * reverted.
 *
 * <p><i>Immutable.</i>
 *
 * @param code which option
 * @param data what is in it
 */
record EdnsRule(Action action, int code, OptionData data) implements RewriteRule {
  /** What to do with the option. */
  enum Action {
    /** It is there, with these data. */
    SET,
    /** It is there, with these data unless it was there before. */
    APPEND,
    /** It has these data if it is there. */
    REPLACE,
    /** It is not there. */
    UNSET
  }

  private static final List<String> KINDS = List.of("local", "nsid", "subnet");
  private static final List<String> ACTIONS = List.of("set", "append", "replace", "unset");
  private static final int LAST_CODE = 0xffff;

  static EdnsRule parse(Words words) throws CorefileException {
    String kind = words.keyword(KINDS);
    Action action = Action.valueOf(words.keyword(ACTIONS).toUpperCase(Locale.ROOT));
    int code =
        switch (kind) {
          case "local" -> words.integer("an option code", LAST_CODE);
          case "nsid" -> Code.NSID;
          default -> Code.CLIENT_SUBNET;
        };
    if (action == Action.UNSET) {
      return new EdnsRule(action, code, OptionData.NONE);
    }
    OptionData data =
        switch (kind) {
          case "local" -> words.value("text, 0x and hex digits, or a variable", OptionData::parse);
          case "nsid" -> OptionData.NONE;
          default -> ClientSubnet.parse(words);
        };
    words.skip("revert");
    return new EdnsRule(action, code, data);
  }

  @Override
  public boolean apply(Draft draft) {
    Query query = draft.query();
    Edns edns = query.edns() == null ? Edns.ours(false, List.of()) : query.edns();
    boolean isThere = edns.has(code);
    return switch (action) {
      case SET -> set(draft, edns);
      case APPEND -> !isThere && set(draft, edns);
      case REPLACE -> isThere && set(draft, edns);
      case UNSET -> {
        if (isThere) {
          draft.become(query.withEdns(edns.without(code)));
        }
        yield isThere;
      }
    };
  }

  private boolean set(Draft draft, Edns edns) {
    byte[] value = data.of(draft.query());
    if (value == null) {
      return false;
    }
    EdnsOption option =
        data.isAboutClient() ? EdnsOption.aboutClient(code, value) : EdnsOption.of(code, value);
    draft.become(draft.query().withEdns(edns.with(option)));
    return true;
  }
}

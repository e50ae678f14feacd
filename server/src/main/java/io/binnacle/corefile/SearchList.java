// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * The search list in files like {@code /etc/resolv.conf}: the domains of the last line {@code
 * search} or {@code domain}, in lower case and each once, without the root.
 *
 * <p><i>Used at set-up only.</i>
 */
public final class SearchList {
  private static final Path OF_MACHINE = Path.of("/etc/resolv.conf");

  private SearchList() {}

  /** That of the file that an argument names. */
  public static List<Name> read(Directive directive, int index) throws CorefileException {
    Token file = directive.argument(index, "a file like " + OF_MACHINE);
    try {
      return parse(Source.read(Path.of(file.text())));
    } catch (IOException e) {
      throw directive.error(file.position(), "cannot read " + file + ": " + Source.reason(e));
    }
  }

  /** That of this machine; empty if it has none. */
  public static List<Name> ofMachine() {
    try {
      return parse(Source.read(OF_MACHINE));
    } catch (IOException _) {
      return List.of();
    }
  }

  static List<Name> parse(String text) {
    List<List<String>> lists =
        text.lines()
            .map(line -> List.of(line.strip().split("\\s+")))
            .filter(words -> words.getFirst().equals("search") || words.getFirst().equals("domain"))
            .toList();
    return lists.isEmpty()
        ? List.of()
        : lists.getLast().stream()
            .skip(1)
            .flatMap(SearchList::domain)
            .filter(domain -> !domain.equals(Name.root))
            .distinct()
            .toList();
  }

  /** A domain, or nothing where the word is none. */
  private static Stream<Name> domain(String word) {
    try {
      return Stream.of(Name.fromString(word.toLowerCase(Locale.ROOT), Name.root));
    } catch (TextParseException _) {
      return Stream.empty();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import io.binnacle.corefile.DidYouMean;
import io.binnacle.logging.LogFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads command lines as CoreDNS's deployments write them: flags with one dash or two, values
 * behind a blank or {@code =}.
 *
 * <p>Written by hand: nine flags in the manner of Go, where {@code -pidfile} is one word and not
 * {@code -p idfile}, are less code than the annotations that would bend a library to them, and its
 * start-up would be paid at each start.
 *
 * <p><i>Used at set-up only.</i>
 */
final class CommandLine {
  static final String HELP =
      """
      Usage: binnacle [flags]              serve what the Corefile says
             binnacle check [FILE...]      say what is wrong in these Corefiles, and exit

        -conf FILE     the Corefile, or stdin; without it ./Corefile, or else a server
                       that answers everything with the address of whoever asks
        -dns.port N    the port of zones whose key has none (53); -p for short
        -log.format F  text, as CoreDNS logs, or json: an object a line
        -pidfile FILE  where to leave the process id while the server runs
        -plugins       print the names of the plugins
        -quiet         start without a word
        -version       print the version
        -help          print this
      """;

  private static final List<String> FLAGS =
      List.of("conf", "dns.port", "log.format", "pidfile", "plugins", "quiet", "version", "help");
  private static final String CHECK = "check";
  private static final int DNS_PORT = 53;

  private final Iterator<String> words;
  private @Nullable String conf;
  private @Nullable Path pidFile;
  private int port = DNS_PORT;
  private boolean isQuiet;
  private LogFormat logFormat = LogFormat.TEXT;
  private @Nullable Command printed;

  private CommandLine(List<String> words) {
    this.words = words.iterator();
  }

  /** What this command line asks for. */
  static Command parse(List<String> words) throws UsageException {
    return new CommandLine(words).command();
  }

  private Command command() throws UsageException {
    List<String> plain = new ArrayList<>();
    while (words.hasNext()) {
      String word = words.next();
      if (word.length() > 1 && word.startsWith("-")) {
        flag(word);
      } else {
        plain.add(word);
      }
    }
    if (printed != null) {
      return printed;
    }
    if (plain.isEmpty()) {
      return new Command.Serve(conf, port, pidFile, isQuiet, logFormat);
    }
    if (!plain.getFirst().equals(CHECK)) {
      throw new UsageException("expected a flag, found '" + plain.getFirst() + "'");
    }
    List<String> files = List.copyOf(plain.subList(1, plain.size()));
    return new Command.Check(files.isEmpty() ? List.of(CorefileSource.USUAL) : files, port);
  }

  private void flag(String word) throws UsageException {
    int dashes = word.startsWith("--") ? 2 : 1;
    int equals = word.indexOf('=');
    String name = word.substring(dashes, equals < 0 ? word.length() : equals);
    String value = equals < 0 ? null : word.substring(equals + 1);
    switch (name) {
      case "conf" -> conf = value(name, value);
      case "dns.port", "p" -> port = port(name, value(name, value));
      case "log.format" -> logFormat = logFormat(name, value(name, value));
      case "pidfile" -> pidFile = Path.of(value(name, value));
      case "quiet" -> isQuiet = isTrue(name, value);
      case "plugins" -> print(new Command.ListPlugins(), isTrue(name, value));
      case "version" -> print(new Command.ShowVersion(), isTrue(name, value));
      case "help", "h" -> print(new Command.ShowHelp(), isTrue(name, value));
      default ->
          throw new UsageException("unknown flag '" + word + "'" + DidYouMean.hint(name, FLAGS));
    }
  }

  private void print(Command command, boolean isWanted) {
    if (isWanted && printed == null) {
      printed = command;
    }
  }

  private String value(String name, @Nullable String value) throws UsageException {
    String found = value == null && words.hasNext() ? words.next() : value;
    if (found == null || found.isEmpty()) {
      throw new UsageException("-" + name + ": expected a value, found nothing");
    }
    return found;
  }

  private static int port(String name, String value) throws UsageException {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 0xffff) {
        return port;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new UsageException(
        "-" + name + ": expected a port from 0 to 65535, found '" + value + "'");
  }

  private static LogFormat logFormat(String name, String value) throws UsageException {
    return switch (value) {
      case "text" -> LogFormat.TEXT;
      case "json" -> LogFormat.JSON;
      default ->
          throw new UsageException("-" + name + ": expected text or json, found '" + value + "'");
    };
  }

  private static boolean isTrue(String name, @Nullable String value) throws UsageException {
    return switch (value) {
      case null -> true;
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new UsageException("-" + name + ": expected true or false, found '" + value + "'");
    };
  }
}

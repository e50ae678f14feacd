// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import static java.util.stream.Collectors.joining;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.CorefileReader;
import io.binnacle.corefile.Environment;
import io.binnacle.logging.Logging;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Rehearsal;
import io.binnacle.server.Server;
import io.binnacle.server.StartException;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: command line, Corefile, server, until a signal ends it. */
public final class Main {
  private static final Logger logger = LoggerFactory.getLogger(Main.class);
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int OUT_OF_MEMORY = 3;
  private static final int BROKEN = 4;

  /** How long a start may take for the sake of the first queries. */
  private static final Duration REHEARSAL = Duration.ofMillis(150);

  private final CorefileSource corefiles;
  private final PluginCatalog catalog = PluginCatalog.packed();
  private final PrintStream out;
  private final PrintStream err;

  Main(CorefileSource corefiles, PrintStream out, PrintStream err) {
    this.corefiles = corefiles;
    this.out = out;
    this.err = err;
  }

  /** Runs the program, and ends the process. */
  public static void main(String[] words) {
    CorefileSource corefiles =
        new CorefileSource(Path.of(""), Main::standardInput, Environment.ofProcess());
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> logger.error("Thread '{}' has ended", thread.getName(), e));
    int code = new Main(corefiles, System.out, System.err).run(List.of(words));
    Logging.close();
    Runtime.getRuntime().exit(code);
  }

  /** Standard input, unless a person types there. */
  @SuppressWarnings("SystemConsoleNull") // it is null again, as of Java 25
  private static @Nullable InputStream standardInput() {
    Console console = System.console();
    return console != null && console.isTerminal() ? null : System.in;
  }

  /** Runs the program; returns its exit code. */
  int run(List<String> words) {
    try {
      return run(CommandLine.parse(words));
    } catch (UsageException e) {
      err.println("binnacle: " + e.getMessage() + "; -help tells what there is");
    } catch (CorefileException e) {
      err.println(e.getMessage());
    } catch (StartException e) {
      e.reasons().forEach(reason -> err.println("binnacle: " + reason));
    } catch (OutOfMemoryError e) { // of a kind that the JVM does not end for
      err.println("binnacle: out of memory: " + e.getMessage());
      return OUT_OF_MEMORY;
    } catch (RuntimeException | Error e) {
      err.println("binnacle: this is a fault of the program: " + e);
      e.printStackTrace(err);
    }
    return FAILED;
  }

  private int run(Command command) throws CorefileException, StartException {
    return switch (command) {
      case Command.Serve serve -> serve(serve);
      case Command.Check check -> check(check);
      case Command.ListPlugins _ -> print(catalog.names().stream().sorted().collect(joining("\n")));
      case Command.ShowVersion _ -> print(Version.load());
      case Command.ShowHelp _ -> print(CommandLine.HELP.stripTrailing());
    };
  }

  private int serve(Command.Serve serve) throws CorefileException, StartException {
    Logging.setFormat(serve.logFormat());
    CorefileReader reader = corefiles.reader(serve.conf(), serve.port());
    Server server = Server.build(reader.read(), catalog, reader);
    server.warnings().forEach(warning -> logger.warn("{}", warning));
    Logging.setDebug(server.isDebug());
    StopSignal stop = StopSignal.install();
    Signals.handle("USR1", server::reload);
    server.broken().thenRun(stop::broken);
    stop.whenAsked(server::hurry);
    try {
      server.start(Rehearsal.of(catalog, REHEARSAL));
    } catch (StartException e) {
      if (stop.isAsked()) {
        boolean _ = Thread.interrupted(); // which is why
        return OK;
      }
      throw e;
    }
    try (PidFile _ = PidFile.write(serve.pidFile())) {
      if (!serve.isQuiet()) {
        server.zones().forEach(out::println);
        print(Version.load());
        logger.info("{}", Jvm.current());
      }
      return switch (stop.await()) {
        case GRACEFUL -> {
          server.stop();
          yield OK;
        }
        case AT_ONCE -> {
          server.close();
          yield OK;
        }
        case BROKEN -> {
          logger.error("An event loop has ended; so does the program");
          yield BROKEN;
        }
      };
    }
  }

  private int check(Command.Check check) {
    int code = OK;
    for (String file : check.files()) {
      try {
        Server server = Server.build(corefiles.reader(file, check.port()).read(), catalog);
        server.warnings().forEach(warning -> err.println("warning: " + warning));
        print(file + ": ok");
      } catch (CorefileException e) {
        err.println(e.getMessage());
        code = FAILED;
      }
    }
    return code;
  }

  private int print(Object text) {
    out.println(text);
    out.flush();
    return OK;
  }
}

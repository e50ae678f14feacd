// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** The program as a process of its own: what it prints, its signals and its exit codes. */
class ProgramTest {
  private static final int SIGINT_TWICE = 2;

  @TempDir Path directory;

  private final List<RunningProgram> started = new ArrayList<>();
  private int port;

  @BeforeEach
  void choosePort() throws IOException {
    port = FreePort.find();
  }

  @AfterEach
  void killAll() {
    started.forEach(RunningProgram::close);
  }

  private RunningProgram start(String... words) throws IOException {
    RunningProgram program = RunningProgram.start(directory, words);
    started.add(program);
    return program;
  }

  private void corefile(String text) throws IOException {
    Files.writeString(directory.resolve("Corefile"), text);
  }

  private DnsClient client() {
    return DnsClient.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private void assertAnswers() throws IOException {
    assertThat(client().ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void withoutACorefileItTellsWhoAsksUntilItIsTerminated() throws Exception {
    RunningProgram program = start("-p", "" + port, "-pidfile", "pid");

    assertThat(program.readUntil("java"))
        .satisfiesExactly(
            zone -> assertThat(zone).isEqualTo(".:" + port),
            name -> assertThat(name).startsWith("Binnacle-"),
            build -> assertThat(build).contains(", java "));
    assertAnswers();
    assertThat(program.readUntil("example.org"))
        .satisfiesExactly(
            jvm -> assertThat(jvm).startsWith("[INFO] JVM "),
            query -> assertThat(query).startsWith("[INFO] 127.0.0.1:"));
    Path pidFile = directory.resolve("pid");
    assertThat(pidFile).content().isEqualTo(program.pid() + "\n");

    program.signal("HUP");
    program.signal("USR2");
    program.signal("USR1");
    program.readUntil("Reloading complete");
    assertAnswers();
    program.signal("TERM");

    assertThat(program.exitCode()).isZero();
    assertThat(pidFile).doesNotExist();
  }

  @Test
  void anInterruptEndsItAtOnce() throws Exception {
    corefile(
        """
        .:%d {
          bind 127.0.0.1
          health 127.0.0.1:%d {
            lameduck 1h
          }
          whoami
        }
        """
            .formatted(port, FreePort.find()));
    RunningProgram program = start();
    assertThat(program.readUntil("java")).startsWith(".:" + port + " on 127.0.0.1");

    program.signal("INT");

    assertThat(program.exitCode()).isZero();
  }

  @Test
  void aLameduckServesUntilItIsInterrupted() throws Exception {
    corefile(
        """
        .:%d {
          health 127.0.0.1:%d {
            lameduck 1h
          }
          whoami
        }
        """
            .formatted(port, FreePort.find()));
    RunningProgram program = start("-conf=Corefile");
    program.readUntil("java");

    program.signal("TERM");
    program.readUntil(
        "[INFO] plugin/health: Going into lameduck mode until nobody has asked for 1h0m0s");
    assertAnswers();
    program.signal("INT");

    assertThat(program.exitCode()).isEqualTo(SIGINT_TWICE);
  }

  @Test
  void aStandardOutputThatNobodyReadsHoldsNoQueryUp() throws Exception {
    RunningProgram program = start("-p", "" + port);
    program.readUntil("java");
    DnsClient client = client();

    int queries = 12_000; // more than the pipe and the queue hold together
    for (int i = 0; i < queries; i++) {
      client.ask("unread.example.org", Type.A);
    }
    program.readUntil("lines lost, since they could not be written");

    assertAnswers();
    program.readUntil(" example.org. ");
  }

  @Test
  void whatIsWrongIsSaidInOneLineWithoutAStack() throws Exception {
    corefile(".:%d {\n whoami now\n}\n".formatted(port));
    RunningProgram wrong = start();
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.remaining())
        .containsExactly("Corefile:2:9: whoami: expected end of line, found 'now'");

    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      corefile(".:%d {\n bind 127.0.0.1\n whoami\n}\n".formatted(taken.getLocalPort()));
      RunningProgram second = start("-quiet");
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.remaining())
          .singleElement()
          .asString()
          .startsWith("binnacle: ")
          .contains("127.0.0.1:" + port);
    }
  }

  @Test
  void aQuietStartPrintsNothing() throws Exception {
    corefile(".:%d {\n bind 127.0.0.1\n whoami\n}\n".formatted(port));
    RunningProgram program;
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      directory.register(watch, ENTRY_CREATE);
      program = start("-quiet", "-pidfile", "pid");
      watch.take();
    }

    program.signal("INT");

    assertThat(program.exitCode()).isZero();
    assertThat(program.remaining()).isEmpty();
  }
}

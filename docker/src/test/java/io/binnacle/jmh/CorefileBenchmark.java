// SPDX-License-Identifier: Apache-2.0
package io.binnacle.jmh;

import io.binnacle.corefile.CorefileException;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the text of a cluster's Corefile to a server that has not started. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CorefileBenchmark {
  private final PluginCatalog catalog = PluginCatalog.packed();
  private String text = "";

  @Setup
  public void read() throws IOException {
    text = Files.readString(Path.of(System.getProperty("project"), "conf/Corefile"));
  }

  @Benchmark
  public List<String> build() throws CorefileException {
    try (Server server = Server.build(TestServer.corefile(text), catalog)) {
      return server.zones();
    }
  }
}

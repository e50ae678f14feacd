// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.logging.LogFormat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static Command parse(String line) throws UsageException {
    return CommandLine.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
  }

  @Test
  void servesOnPort53WithoutAWord() throws UsageException {
    assertThat(parse("")).isEqualTo(new Command.Serve(null, 53, null, false, LogFormat.TEXT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-conf Corefile -dns.port 1053 -pidfile run/pid -quiet -log.format json",
        "--conf Corefile --dns.port 1053 --pidfile run/pid --quiet --log.format json",
        "-conf=Corefile -p=1053 -pidfile=run/pid -quiet=true -log.format=json",
        "--conf=Corefile --p 1053 --pidfile=run/pid --quiet=true --log.format=json",
        "-p 1 -quiet=false -p 1053 -quiet -conf other -conf Corefile -pidfile run/pid -log.format"
            + " text -log.format json",
      })
  void takesFlagsWithOneDashOrTwo(String line) throws UsageException {
    assertThat(parse(line))
        .isEqualTo(new Command.Serve("Corefile", 1053, Path.of("run/pid"), true, LogFormat.JSON));
  }

  @ParameterizedTest
  @CsvSource({"-version", "--version", "-version -conf x", "-conf x -version=true"})
  void showsTheVersionWhateverElseThereIs(String line) throws UsageException {
    assertThat(parse(line)).isEqualTo(new Command.ShowVersion());
  }

  @Test
  void listsPlugins() throws UsageException {
    assertThat(parse("-plugins")).isEqualTo(new Command.ListPlugins());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "-help", "--help"})
  void helps(String line) throws UsageException {
    assertThat(parse(line)).isEqualTo(new Command.ShowHelp());
  }

  @Test
  void checksFiles() throws UsageException {
    assertThat(parse("check a b -p 1053")).isEqualTo(new Command.Check(List.of("a", "b"), 1053));
    assertThat(parse("check")).isEqualTo(new Command.Check(List.of("Corefile"), 53));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "-conf                | -conf: expected a value, found nothing",
        "-conf=               | -conf: expected a value, found nothing",
        "-p dns               | -p: expected a port from 0 to 65535, found 'dns'",
        "-dns.port=65536      | -dns.port: expected a port from 0 to 65535, found '65536'",
        "-dns.port -1         | -dns.port: expected a port from 0 to 65535, found '-1'",
        "-quiet=maybe         | -quiet: expected true or false, found 'maybe'",
        "-log.format xml      | -log.format: expected text or json, found 'xml'",
        "-pidfiel x           | unknown flag '-pidfiel', did you mean 'pidfile'?",
        "---conf x            | unknown flag '---conf', did you mean 'conf'?",
        "-p53                 | unknown flag '-p53'",
        "Corefile             | expected a flag, found 'Corefile'",
        "serve check          | expected a flag, found 'serve'",
        "-                    | expected a flag, found '-'",
      })
  void saysWhatItDoesNotUnderstand(String line, String message) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(UsageException.class)
        .message()
        .startsWith(message);
  }
}

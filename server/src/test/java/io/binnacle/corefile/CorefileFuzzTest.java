// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorefileFuzzTest {
  /** Words and characters with a meaning. */
  private static final String[] PIECES = {
    "{",
    "}",
    "{",
    "}",
    " ",
    "\n",
    "\n",
    "\"",
    "\\",
    "#",
    ",",
    "\r",
    "a",
    "import",
    "(a)",
    "a",
    "..",
    "{$A}",
    "{$B}",
    "{$C}",
    "{%D%}",
    "{$E}",
    "tls://",
    "10.0.0.0/9",
    "2001:db8::/30",
    ":53",
    "5s",
    "\u00a0",
    "\ufeff",
    "\ufffd",
    "\0",
    "import a",
    "/x*",
    "cache 30",
    "success 5"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\ufeff",
        ". {\n whoami\n}",
        "(a) {\n import b\n}\n(b) {\n import a\n}\n. {\n import a\n}",
        "{$C} {\n {$D}A} {$E}\n}",
        "10.0.0.0/9 tls://2001:db8::/30:53,\n{",
        "\"a\"b\"c\\\"\n\" {",
        "import /none/*\nimport [\n.\n}}{{",
        ". {\n cache 1h1h1h1.5h [::1]:53 {\n success 1 { x }\n }\n}"
      })
  void survivesOddText(String text) {
    CorefileFuzz.fuzzerTestOneInput(text.getBytes(UTF_8));
  }

  @Test
  void survivesRandomBytes() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      byte[] data = new byte[random.nextInt(64)];
      random.nextBytes(data);
      CorefileFuzz.fuzzerTestOneInput(data);
    }
  }

  @Test
  void survivesRandomWords() {
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(". {\n");
      for (int j = random.nextInt(40); j > 0; j--) {
        text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextBoolean() ? " " : "");
      }
      CorefileFuzz.fuzzerTestOneInput(
          text.toString().getBytes(random.nextInt(9) == 0 ? ISO_8859_1 : UTF_8));
    }
  }
}

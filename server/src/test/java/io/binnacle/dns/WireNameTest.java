// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

class WireNameTest {
  @Test
  void writesNamesInLowerCase() {
    assertThat(WireName.of("WWW.Example.org"))
        .isEqualTo(bytes("03 'www' 07 'example' 03 'org' 00"));
    assertThat(WireName.of("example.org.")).isEqualTo(bytes("07 'example' 03 'org' 00"));
    assertThat(WireName.of(".")).isEqualTo(bytes("00"));
  }

  @Test
  void refusesWhatIsNoName() {
    for (String text : new String[] {"a..b", "a".repeat(64), "abcdef.".repeat(40), "\\300"}) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> WireName.of(text));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WireName.wire(Name.fromString("relative")));
    assertThatIllegalArgumentException().isThrownBy(() -> WireName.toName(bytes("03 'ab'")));
  }

  @Test
  void keepsCaseWhereItCounts() {
    assertThat(WireName.wire(WireFixture.name("ExAmple"))).isEqualTo(bytes("07 'ExAmple' 00"));
    assertThat(WireName.toName(bytes("07 'ExAmple' 00"))).hasToString("ExAmple.");
  }

  @Test
  void lowersLettersOfAsciiOnly() {
    for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
      byte expected = (byte) (b >= 'A' && b <= 'Z' ? b + 32 : b);
      assertThat(WireName.lowerCase((byte) b)).isEqualTo(expected);
    }
  }

  @Test
  void findsWhereAZoneBegins() {
    byte[] name = WireName.of("www.example.org");

    assertThat(WireName.suffixOffset(name, WireName.of("example.org"))).isEqualTo(4);
    assertThat(WireName.suffixOffset(name, name)).isZero();
    assertThat(WireName.suffixOffset(name, WireName.ROOT)).isEqualTo(name.length - 1);
    assertThat(WireName.suffixOffset(name, WireName.of("xample.org"))).isEqualTo(-1);
    assertThat(WireName.suffixOffset(WireName.of("org"), name)).isEqualTo(-1);
    // "example" as the tail of a longer label that happens to hold a length byte
    assertThat(WireName.suffixOffset(bytes("05 'a' 03 'org' 00"), WireName.of("org")))
        .isEqualTo(-1);
  }

  @Test
  void hashesASuffixAsWhatIsLeftOfTheWhole() {
    byte[] name = WireName.of("a.bc.example.org");
    long whole = WireName.hash(name);

    long rest = whole - WireName.hashOfAnyCase(name, 0, 5, name.length);

    assertThat(rest).isEqualTo(WireName.hash(WireName.of("example.org")));
    assertThat(rest).isEqualTo(WireName.hash(name, 5, name.length));
  }

  @Test
  void hashesWithoutRegardToCase() {
    byte[] name = WireName.wire(WireFixture.name("Example.ORG"));

    assertThat(WireName.hashOfAnyCase(name, 0, name.length, name.length))
        .isEqualTo(WireName.hash(WireName.of("example.org")));
  }

  @Test
  void hashesManyNamesToAsManyNumbers() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      byte[] name = WireName.of("10-" + i / 256 + "-" + i % 256 + ".svc.cluster.local");
      hashes.add((int) (WireName.hash(name) >>> 32));
    }

    assertThat(hashes).hasSizeGreaterThan(99_980); // a random function would lose one or two
  }

  @Test
  void skipsNamesWithoutFollowingPointers() {
    byte[] message = new byte[300];
    byte[] name = bytes("03 'www' c00c");
    System.arraycopy(name, 0, message, 20, name.length);

    assertThat(WireName.skip(message, 20, 300)).isEqualTo(26);
    assertThat(WireName.skip(message, 20, 25)).isEqualTo(-1);
    assertThat(WireName.skip(message, 30, 300)).isEqualTo(31);
    assertThat(WireName.skip(message, 300, 300)).isEqualTo(-1);
  }

  @Test
  void skipsNothingBeyondTheMessage() {
    Random random = new Random(1);
    byte[] message = new byte[64];
    for (int run = 0; run < 100_000; run++) {
      random.nextBytes(message);
      int at = random.nextInt(64);
      assertThat(WireName.skip(message, at, 64)).isBetween(-1, 64);
    }
  }

  @Test
  void findsEachCapitalLetterAndNothingElse() {
    for (int length = 8; length < 20; length++) {
      for (int at = 0; at < length; at++) {
        for (int octet = 0; octet < 256; octet++) {
          byte[] name = new byte[length];
          name[at] = (byte) octet;

          assertThat(WireName.mayHaveUpperCase(name, 0, length))
              .isEqualTo(octet >= 'A' && octet <= 'Z');
        }
      }
    }
  }
}

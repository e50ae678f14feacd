// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.bytes;
import static io.binnacle.dns.WireFixture.query;
import static io.binnacle.dns.WireFixture.queryWithEdns;
import static io.binnacle.dns.WireFixture.record;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The fuzz targets over seeds and thousands of their mutations, the same in each run. */
class FuzzReplayTest {
  private static final int MUTATIONS = 20_000;

  /** What fuzzing has found, in base 64 as Jazzer prints it. */
  private static final List<String> FINDINGS =
      List.of(
          "JwAAAQAAAAAAAAFAAAACAAAAAAQAANQA9g==",
          "UgQAAgAAAAAAAAAAAAAAAAAAAMAoABAQEAAAAQAACQAhAAAAEBAQEA==",
          "Uh0AAAAAAAIAAAAAAABdAAAAAMAdAAAAAAACAAAAAAAAXQAAAADAEBAQEBAAAAAhAAAAEBAQEBAQEAAAACEAAAAQEBAQ",
          "UgQAAAAAAAIAAAAhAAAAAAAAAMAkEBAAAAADAAQAAAAAAAC+CIAAAPf/AAAAAAEAAQAAQQAABAAAPAEAAAEAAQAAQQAABAAAADwBAAAQEAEAAQAAQRAAAAQACP//AP//");

  private static void mutate(List<byte[]> seeds, Consumer<byte[]> target) {
    seeds.forEach(target);
    Random random = new Random(20261123);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] seed = seeds.get(random.nextInt(seeds.size()));
      byte[] mutant = Arrays.copyOf(seed, Math.max(0, seed.length + 4 - random.nextInt(8)));
      for (int change = random.nextInt(1, 6); change > 0 && mutant.length > 0; change--) {
        mutant[random.nextInt(mutant.length)] =
            switch (random.nextInt(4)) {
              case 0 -> (byte) 0xc0;
              case 1 -> (byte) random.nextInt(8);
              case 2 -> 0x29; // OPT, or a label of 41 bytes
              default -> (byte) random.nextInt();
            };
      }
      target.accept(mutant);
    }
  }

  @Test
  void queries() {
    mutate(
        List.of(
            query("www.Example.org", Type.A).toWire(),
            queryWithEdns("_http._tcp.svc.ns.svc.cluster.local", Type.SRV).toWire(),
            bytes(
                "0001 0100 0001 0000 0000 0001 00 0002 0001 00 0029 1000 00 00 8000 0006 000a 0002"
                    + " abcd"),
            bytes(
                "0001 0100 0001 0000 0000 0002 01 'a' 00 0001 0001 00 0029 04d0 00000000 0000 c00c"
                    + " 00fa 00ff 00000000 0000")),
        QueryParserFuzz::fuzzerTestOneInput);
  }

  @Test
  void findings() {
    FINDINGS.stream()
        .map(Base64.getDecoder()::decode)
        .forEach(ResponseParserFuzz::fuzzerTestOneInput);
  }

  @Test
  void responses() {
    Message response = query("www.example.org", Type.A);
    for (String answer :
        List.of(
            "www.example.org 30 CNAME real.example.org",
            "real.example.org 30 A 192.0.2.1",
            "real.example.org 30 A 192.0.2.2",
            "real.example.org 30 MX 10 mail.example.org",
            "real.example.org 30 SRV 0 0 53 real.example.org",
            "real.example.org 30 TXT abc")) {
      response.addRecord(record(answer), Section.ANSWER);
    }
    response.addRecord(
        record("example.org 5 SOA ns.example.org a.example.org 1 2 3 4 5"), Section.AUTHORITY);
    response.addRecord(record("ns.example.org 5 AAAA 2001:db8::1"), Section.ADDITIONAL);
    byte[] wire = response.toWire();
    byte[] seed = Arrays.copyOfRange(wire, 25, wire.length);
    System.arraycopy(wire, 2, seed, 0, 2);
    System.arraycopy(wire, 6, seed, 2, 6);

    mutate(
        List.of(
            wire,
            seed,
            bytes(
                "8180 0002 0000 0001 c00c 0001 0001 00000005 0004 c0000201 c00c 0001 0001 00000005"
                    + " 0004 c0000202 00 0029 04d0 00000000 0008 000f 0004 0003 'no'"),
            bytes(
                "8180 0001 0000 0002 c00c 000b 0001 00000005 0005 c0000201 06 00 0029 04d0 00000000"
                    + " 0000 c00c 000b 0001 00000005 0005 c0000201 06")),
        ResponseParserFuzz::fuzzerTestOneInput);
  }
}

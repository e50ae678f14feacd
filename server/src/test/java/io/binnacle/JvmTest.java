// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JvmTest {
  @Test
  void isOneLine() {
    Jvm jvm = new Jvm("25.0.3+9", 170L << 20, 85L << 20, 2, true, List.of("-Xms8m", "-Xmn5m"));

    assertThat(jvm)
        .hasToString(
            "JVM 25.0.3+9: heap of at most 85 MiB, memory 170 MiB, processors 2, with AOT cache,"
                + " -Xms8m -Xmn5m");
  }

  @Test
  void isThisOne() {
    Jvm jvm = Jvm.current();

    assertThat(jvm.version()).isEqualTo(Runtime.version().toString());
    assertThat(jvm.heap()).isPositive().isLessThan(jvm.memory());
    assertThat(jvm.processors()).isPositive();
    assertThat(jvm.hasCache()).isFalse();
    assertThat(jvm.options()).contains("-XX:+UseSerialGC");
  }
}

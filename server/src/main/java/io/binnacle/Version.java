// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/**
 * What was built: the numbers that Maven left in {@code version.properties}.
 *
 * <p><i>Immutable.</i>
 *
 * @param number of the release
 * @param commit that it was built from, empty if that is not known
 */
public record Version(String number, String commit) {
  private static final String RESOURCE = "version.properties";

  /** The version of this program. */
  public static Version load() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the server's jar lacks " + RESOURCE);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Version(
        properties.getProperty("version", ""), properties.getProperty("commit", "").strip());
  }

  /** Two lines: name and number; platform, Java and commit. */
  @Override
  public String toString() {
    String platform = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
    String from = commit.isEmpty() ? "" : ", " + commit;
    return "Binnacle-%s%n%s, java %s%s"
        .formatted(number, platform.toLowerCase(Locale.ROOT), Runtime.version(), from);
  }
}

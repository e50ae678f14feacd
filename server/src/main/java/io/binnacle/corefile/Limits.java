// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

/**
 * What a Corefile and all that it imports may use up: far more than people write, and little enough
 * that no text makes the server slow or large.
 *
 * <p><i>Used at set-up only.</i>
 */
final class Limits {
  /** Bytes of one file. */
  static final int FILE = 8 << 20;

  /** Bytes of all files, and characters of all values of environment variables. */
  static final int TEXT = 32 << 20;

  /** Words and braces, those of snippets and files counted at each import. */
  static final int WORDS = 250_000;

  /** Braces and imports within each other. */
  static final int DEPTH = 64;

  /** Zones of all server blocks, or of one directive. */
  static final int ZONES = 50_000;

  /** Imports of snippets, as in CoreDNS. */
  static final int SNIPPETS = 10_000;

  /** Imports of files, as in CoreDNS; a pattern is one. */
  static final int FILES = 100_000;

  private int text;
  private int words;
  private int zones;
  private int depth;
  private int snippets;
  private int files;

  void addText(int size, Position position) {
    text += size;
    check(text <= TEXT, position, "the files and variables are longer than " + TEXT + " bytes");
  }

  void addWords(int count, Position position) {
    words += count;
    checkWords(words, position);
  }

  static void checkWords(int count, Position position) {
    check(count <= WORDS, position, "there are more than " + WORDS + " words");
  }

  void addZones(int count, Position position) {
    zones += count;
    check(zones <= ZONES, position, "there are more than " + ZONES + " zones");
  }

  void addSnippet(Position position) {
    snippets++;
    check(
        snippets <= SNIPPETS, position, "there are more than " + SNIPPETS + " imports of snippets");
  }

  void addFile(Position position) {
    files++;
    check(files <= FILES, position, "there are more than " + FILES + " imports of files");
  }

  void enter(Position position) {
    depth++;
    check(depth <= DEPTH, position, "braces and imports are more than " + DEPTH + " deep");
  }

  void leave() {
    depth--;
  }

  private static void check(boolean isWithin, Position position, String message) {
    if (!isWithin) {
      throw new Stop(position, message);
    }
  }
}

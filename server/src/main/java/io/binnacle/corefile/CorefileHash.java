// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The SHA-512 of what a Corefile says: of its words and braces as they mean something, imports done
 * and variables replaced. Where they stand, blanks and comments do not count.
 *
 * <p>Each text comes behind its length and each list behind its size, so that no two Corefiles that
 * say different things give the same bytes.
 *
 * <p><i>Used at set-up only.</i>
 */
final class CorefileHash {
  private final MessageDigest digest;

  private CorefileHash() {
    try {
      digest = MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has it", e);
    }
  }

  /** The hash of these blocks, in hexadecimal. */
  static String of(List<Block> blocks) {
    CorefileHash hash = new CorefileHash();
    hash.add(blocks.size());
    blocks.forEach(hash::add);
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  private void add(Block block) {
    add(block.keys().size());
    block.keys().forEach(key -> add(key.toString()));
    addAll(block.directives());
  }

  private void addAll(List<Directive> directives) {
    add(directives.size());
    directives.forEach(this::add);
  }

  private void add(Directive directive) {
    add(directive.name());
    add(directive.arguments().size());
    directive.arguments().forEach(argument -> add(argument.text()));
    add(directive.hasBlock() ? 1 : 0);
    addAll(directive.properties());
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
  }
}

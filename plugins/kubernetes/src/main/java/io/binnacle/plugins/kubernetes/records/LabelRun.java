// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.binnacle.dns.Question;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Labels in a row, in wire form and lower case, without a root label: parts of names.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
final class LabelRun {
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 255;

  private LabelRun() {}

  /** Whether this can be one label, and is one label only when names are written with dots. */
  static boolean isLabel(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_LABEL
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '.');
  }

  /** These labels in a row, or null if one of them cannot be a label. */
  static byte @Nullable [] of(String... labels) {
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    for (String label : labels) {
      if (!isLabel(label)) {
        return null;
      }
      run.write(label.length());
      run.writeBytes(label.toLowerCase(Locale.ROOT).getBytes(ISO_8859_1));
    }
    return run.toByteArray();
  }

  /** Labels that are known to be right. */
  static byte[] literal(String... labels) {
    byte[] run = of(labels);
    if (run == null) {
      throw new IllegalArgumentException("not labels: " + String.join(".", labels));
    }
    return run;
  }

  /** The whole name of these labels, which are known to be right, with dots between, in a zone. */
  static byte[] name(String labels, byte[] zone) {
    byte[] name = new byte[labels.length() + 1 + zone.length];
    int label = 0;
    for (int i = 0; i <= labels.length(); i++) {
      if (i == labels.length() || labels.charAt(i) == '.') {
        name[label] = (byte) (i - label);
        label = i + 1;
      } else {
        name[i + 1] = (byte) Character.toLowerCase(labels.charAt(i));
      }
    }
    System.arraycopy(zone, 0, name, label, zone.length);
    return name;
  }

  /** Whether these labels in this zone are not too long to be a name. */
  static boolean isName(String labels, byte[] zone) {
    return labels.length() + 1 + zone.length <= LONGEST_NAME;
  }

  /** Whether the question's name has these labels at this offset. */
  static boolean isAt(Question question, int offset, byte[] run) {
    if (question.nameLength() - offset < run.length) {
      return false;
    }
    for (int i = 0; i < run.length; i++) {
      if (question.nameByte(offset + i) != run[i]) {
        return false;
      }
    }
    return true;
  }

  /** The label at this offset as text, a character for each byte. */
  static String label(Question question, int offset) {
    char[] label = new char[question.nameByte(offset)];
    for (int i = 0; i < label.length; i++) {
      label[i] = (char) (question.nameByte(offset + 1 + i) & 0xff);
    }
    return new String(label);
  }

  /** Where the next label begins. */
  static int behind(Question question, int offset) {
    return offset + 1 + question.nameByte(offset);
  }

  /** The labels before this offset as text. */
  static List<String> labels(Question question, int end) {
    List<String> labels = new ArrayList<>();
    for (int at = 0; at < end; at = behind(question, at)) {
      labels.add(label(question, at));
    }
    return labels;
  }

  /** Where the label begins that ends at this offset, which is not the first. */
  static int before(Question question, int offset) {
    int at = 0;
    while (behind(question, at) < offset) {
      at = behind(question, at);
    }
    return at;
  }

  /** The question's name from this offset to its end: a whole name. */
  static byte[] rest(Question question, int offset) {
    byte[] rest = new byte[question.nameLength() - offset];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = question.nameByte(offset + i);
    }
    return rest;
  }
}

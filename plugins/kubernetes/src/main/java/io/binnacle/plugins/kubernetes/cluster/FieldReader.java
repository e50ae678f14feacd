// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values as the types that they should be of. What is absent is empty; what is of another
 * type is complained about, and empty.
 *
 * <p><i>Immutable</i>, but for what hears the complaints.
 */
public final class FieldReader {
  private final Complaints complaints;

  /** A reader that complains here. */
  public FieldReader(Complaints complaints) {
    this.complaints = complaints;
  }

  /** A text, or empty. */
  public String text(Value value) {
    return switch (value) {
      case Value.Text text -> text.text();
      case Value.Absent _ -> "";
      case Value.Mapping _, Value.Sequence _, Value.Literal _ -> {
        complaints.expected("text", value);
        yield "";
      }
    };
  }

  /** A text that must be there, or null. */
  public @Nullable String required(Value value, String what) {
    if (value instanceof Value.Text text && !text.text().isEmpty()) {
      return text.text();
    }
    complaints.expected(what, value);
    return null;
  }

  /** True, false, or what is said when it is absent. */
  public boolean flag(Value value, boolean whenAbsent) {
    return switch (value) {
      case Value.Absent _ -> whenAbsent;
      case Value.Literal(Mark _, String text) when text.equalsIgnoreCase("true") -> true;
      case Value.Literal(Mark _, String text) when text.equalsIgnoreCase("false") -> false;
      case Value.Mapping _, Value.Sequence _, Value.Text _, Value.Literal _ -> {
        complaints.expected("true or false", value);
        yield whenAbsent;
      }
    };
  }

  /** The number of a port, or 0. */
  public int port(Value value) {
    if (value instanceof Value.Literal literal) {
      try {
        int number = Integer.parseInt(literal.text());
        if (number > 0 && number < 0x10000) {
          return number;
        }
      } catch (NumberFormatException e) {
        // complained about below
      }
    }
    complaints.expected("a number from 1 to 65535", value);
    return 0;
  }

  /** An address, or null. */
  public @Nullable IpAddress address(Value value) {
    IpAddress address = value instanceof Value.Text text ? IpAddress.parse(text.text()) : null;
    if (address == null) {
      complaints.expected("an IP address", value);
    }
    return address;
  }

  /** The items of a list. */
  public List<Value> items(Value value) {
    return switch (value) {
      case Value.Sequence sequence -> sequence.items();
      case Value.Absent _ -> List.of();
      case Value.Mapping _, Value.Text _, Value.Literal _ -> {
        complaints.expected("a list", value);
        yield List.of();
      }
    };
  }

  /** Texts by field, such as labels. */
  public Map<String, String> texts(Value value) {
    return switch (value) {
      case Value.Mapping mapping -> {
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.fields().forEach((field, text) -> texts.put(field, text(text)));
        yield texts;
      }
      case Value.Absent _ -> Map.of();
      case Value.Sequence _, Value.Text _, Value.Literal _ -> {
        complaints.expected("a mapping", value);
        yield Map.of();
      }
    };
  }
}

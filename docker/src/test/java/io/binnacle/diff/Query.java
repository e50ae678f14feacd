// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import java.util.Locale;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * A query.
 *
 * <p><i>Immutable</i>, as long as nobody changes the message.
 */
record Query(Message message) {
  Name name() {
    return message.getQuestion().getName();
  }

  /** The name in lower case, with a dot at its end. */
  String lowerName() {
    return name().toString().toLowerCase(Locale.ROOT);
  }

  int type() {
    return message.getQuestion().getType();
  }

  int dclass() {
    return message.getQuestion().getDClass();
  }

  /** What a response says of EDNS. */
  String edns() {
    return Answer.edns(message.getOPT());
  }

  byte[] wire() {
    return message.toWire();
  }

  @Override
  public String toString() {
    return "%s %s %s%s"
        .formatted(
            name(),
            DClass.string(dclass()),
            Type.string(type()),
            message.getOPT() == null ? "" : ", " + message.getOPT());
  }
}

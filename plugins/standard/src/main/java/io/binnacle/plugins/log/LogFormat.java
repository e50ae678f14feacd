// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import static java.util.Map.entry;

import io.binnacle.dns.Edns;
import io.binnacle.dns.NameText;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseKind;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Transport;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * A format of log lines, compiled at set-up to a list of small writers.
 *
 * <p><i>Immutable.</i>
 */
final class LogFormat {
  /** The format that CoreDNS calls common. */
  static final String COMMON =
      "{remote}:{port} - {>id} \"{type} {class} {name} {proto} {size} {>do} {>bufsize}\""
          + " {rcode} {>rflags} {rsize} {duration}";

  private static final String COMBINED = COMMON + " \"{>opcode}\"";

  private static final Pattern BRACES = Pattern.compile("\\{[^{}]*}");

  private static final int LINE_LENGTH = 160;
  private static final int MIN_BUFFER = 512;
  private static final int MAX_MESSAGE = 0xffff;
  private static final int HEADER = 12;
  private static final int QUESTION_FIXED = 4; // type and class
  private static final long SECOND = 1_000_000_000;

  /** Writes a part of a line. */
  @FunctionalInterface
  private interface Part {
    void append(LogEntry entry, StringBuilder line);
  }

  private static final Map<String, Part> PLACEHOLDERS =
      Map.ofEntries(
          entry("{type}", (e, line) -> line.append(Type.string(e.query().type()))),
          entry("{class}", (e, line) -> line.append(DClass.string(e.query().dclass()))),
          entry("{name}", (e, line) -> NameText.append(e.query().question(), line)),
          entry("{proto}", (e, line) -> line.append(e.query().transport().protocol())),
          entry("{size}", (e, line) -> line.append(e.query().size())),
          entry("{remote}", (e, line) -> appendAddress(e.query().client().address(), line)),
          entry("{port}", (e, line) -> line.append(e.query().client().address().getPort())),
          entry("{local}", (e, line) -> appendAddress(e.query().client().local(), line)),
          entry("{>id}", (e, line) -> line.append(e.query().id())),
          entry("{>opcode}", (e, line) -> line.append(e.query().flags() >> 11 & 0xf)),
          entry("{>do}", (e, line) -> line.append(e.query().isDnssecOk())),
          entry("{>bufsize}", (e, line) -> line.append(bufferSize(e))),
          entry("{rcode}", (e, line) -> appendRcode(e.response().rcode(), line)),
          entry("{>rflags}", LogFormat::appendFlags),
          entry("{rsize}", (e, line) -> line.append(responseSize(e))),
          entry("{duration}", (e, line) -> appendSeconds(e.nanos(), line)),
          entry("{/log/type}", (e, line) -> line.append(kindWord(kind(e)))),
          entry("{/log/class}", (e, line) -> line.append(ResponseClass.of(kind(e)).word())));

  private final Part[] parts;

  private LogFormat(List<Part> parts) {
    this.parts = parts.toArray(Part[]::new);
  }

  /** A format in which braces that hold no known word stand for themselves. */
  static LogFormat compile(String format) {
    String whole = format.replace("{common}", COMMON).replace("{combined}", COMBINED);
    List<Part> parts = new ArrayList<>();
    Matcher found = BRACES.matcher(whole);
    int end = 0;
    while (found.find()) {
      Part part = PLACEHOLDERS.get(found.group());
      if (part == null && found.group().startsWith("{/")) {
        part = metadata(found.group().substring(2, found.group().length() - 1));
      }
      if (part != null) {
        parts.add(text(whole.substring(end, found.start())));
        parts.add(part);
        end = found.end();
      }
    }
    parts.add(text(whole.substring(end)));
    return new LogFormat(parts);
  }

  /** The line for this query. */
  String line(LogEntry entry) {
    StringBuilder line = new StringBuilder(LINE_LENGTH);
    for (Part part : parts) {
      part.append(entry, line);
    }
    return line.toString();
  }

  private static Part text(String literal) {
    return (entry, line) -> line.append(literal);
  }

  private static Part metadata(String label) {
    return (entry, line) -> {
      String value = entry.query().metadata(label);
      line.append(value == null || value.isEmpty() ? "-" : value);
    };
  }

  private static void appendAddress(InetSocketAddress socket, StringBuilder line) {
    InetAddress address = socket.getAddress();
    if (address instanceof Inet6Address six) {
      line.append('[').append(NetUtil.toAddressString(six));
      if (six.getScopeId() != 0) {
        line.append('%').append(six.getScopeId());
      }
      line.append(']');
    } else {
      line.append(address.getHostAddress());
    }
  }

  private static int bufferSize(LogEntry entry) {
    if (entry.query().transport() != Transport.UDP) {
      return MAX_MESSAGE;
    }
    Edns edns = entry.query().edns();
    return edns == null ? MIN_BUFFER : Math.max(MIN_BUFFER, edns.udpSize());
  }

  /** The length that the response would have with all names in full and without OPT record. */
  private static int responseSize(LogEntry entry) {
    Question question = entry.query().question();
    return HEADER
        + question.nameLength()
        + QUESTION_FIXED
        + entry.response().sections().uncompressedLength(question);
  }

  private static void appendRcode(int rcode, StringBuilder line) {
    String name = Rcode.string(rcode);
    if (name.startsWith("RESERVED")) {
      line.append(rcode);
    } else {
      line.append(name);
    }
  }

  private static void appendFlags(LogEntry entry, StringBuilder line) {
    Response response = entry.response();
    Query query = entry.query();
    line.append("qr");
    appendFlag(response.flags(), Flags.AA, ",aa", line);
    appendFlag(response.flags(), Flags.TC, ",tc", line);
    appendFlag(query.flags(), Flags.RD, ",rd", line);
    appendFlag(response.flags(), Flags.RA, ",ra", line);
    appendFlag(response.flags(), Flags.AD, ",ad", line);
    appendFlag(query.flags(), Flags.CD, ",cd", line);
  }

  private static void appendFlag(int flags, int flag, String name, StringBuilder line) {
    if ((flags & 0x8000 >>> flag) != 0) {
      line.append(name);
    }
  }

  private static ResponseKind kind(LogEntry entry) {
    return ResponseKind.of(entry.response(), entry.query().question());
  }

  private static String kindWord(ResponseKind kind) {
    return switch (kind) {
      case ANSWER -> "NOERROR";
      case REFERRAL -> "DELEGATION";
      case NXDOMAIN -> "NXDOMAIN";
      case NODATA -> "NODATA";
      case SERVER_ERROR -> "SERVERERROR";
      case META -> "META";
      case OTHER_ERROR -> "OTHERERROR";
    };
  }

  /** Nanoseconds as seconds, without zeros at the end: {@code 0.00012s}. */
  private static void appendSeconds(long nanos, StringBuilder line) {
    long whole = nanos / SECOND;
    long rest = nanos % SECOND;
    line.append(whole);
    if (rest > 0) {
      line.append('.');
      for (long digit = SECOND / 10; rest > 0; digit /= 10) {
        line.append((char) ('0' + rest / digit));
        rest %= digit;
      }
    }
    line.append('s');
  }
}

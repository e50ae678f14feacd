// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import io.binnacle.dns.Edns;
import io.binnacle.dns.MessageCodec;
import io.binnacle.dns.QueryHeader;
import io.binnacle.dns.Question;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/**
 * What a client asks.
 *
 * <p>Immutable, and anybody's to keep.
 */
public sealed class Query implements QueryHeader {
  /** How deep look-ups within look-ups may go. */
  public static final int MAX_DEPTH = 8;

  /** A bit of the depth: the response may not come later. */
  private static final int AT_ONCE = 0x8000;

  private final Question question;
  private final @Nullable Edns edns;
  private final Client client;
  private final Route route;
  private final long received;
  private final int idAndFlags;
  private final char size;
  private final char depth;

  private Query(
      Question question,
      @Nullable Edns edns,
      Client client,
      Route route,
      long received,
      int idAndFlags,
      int size,
      int depth) {
    this.question = question;
    this.edns = edns;
    this.client = client;
    this.route = route;
    this.received = received;
    this.idAndFlags = idAndFlags;
    this.size = (char) size;
    this.depth = (char) depth;
  }

  /**
   * A query as it came from a client.
   *
   * @param header what was parsed; its values are taken over
   * @param size the length of the message, in bytes: up to 65,535
   * @param route where it was dispatched to
   * @param received when it came, by {@link System#nanoTime}
   */
  public static Query of(QueryHeader header, int size, Client client, Route route, long received) {
    return new Query(
        header.question(),
        header.edns(),
        client,
        route,
        received,
        header.id() << 16 | header.flags(),
        size,
        0);
  }

  @Override
  public Question question() {
    return question;
  }

  /** The name asked, with the case that it was asked in; made at each call. */
  public Name name() {
    return question.askedName();
  }

  /** The type asked, 0 to 65535. */
  public int type() {
    return question.type();
  }

  /** The class asked, 0 to 65535. */
  public int dclass() {
    return question.dclass();
  }

  @Override
  public @Nullable Edns edns() {
    return edns;
  }

  /** Whether the client wants DNSSEC records. */
  public boolean isDnssecOk() {
    return edns != null && edns.isDnssecOk();
  }

  @Override
  public int id() {
    return idAndFlags >>> 16;
  }

  @Override
  public int flags() {
    return idAndFlags & 0xffff;
  }

  /** Whether this flag, one of {@link Flags}, is set. */
  public boolean hasFlag(int flag) {
    return (idAndFlags & 0x8000 >>> flag) != 0;
  }

  /** Who asks. */
  public Client client() {
    return client;
  }

  /** How it asks. */
  public Transport transport() {
    return client.transport();
  }

  /** The event loop that runs this query's handlers and filters. */
  public EventLoop loop() {
    return client.loop();
  }

  /** Where it was dispatched to. */
  public Route route() {
    return route;
  }

  /** When it came, by {@link System#nanoTime}. */
  public long received() {
    return received;
  }

  /** The length of the message as it came, in bytes. */
  public int size() {
    return size;
  }

  /** How many look-ups this one lies within. */
  public int depth() {
    return depth & ~AT_ONCE;
  }

  /** Whether this query is dropped where its response would come later. */
  public boolean isAtOnce() {
    return (depth & AT_ONCE) != 0;
  }

  /** The largest response that the client can take, in bytes. */
  public int responseLimit() {
    if (client.transport() != Transport.UDP) {
      return 0xffff;
    }
    // RFC 6891, 6.2.3: values lower than 512 are treated as 512
    return edns == null ? 512 : Math.clamp(edns.udpSize(), 512, route.udpSize());
  }

  /** The whole query as dnsjava's type; made at each call. */
  public Message message() {
    return MessageCodec.query(this);
  }

  /**
   * What a plugin of the server block knows of this query, or null: there is no such label, no
   * value, or no {@code metadata} plugin in charge of the name that was asked.
   *
   * @param label the plugin's name and what it knows: {@code kubernetes/namespace}
   */
  public @Nullable String metadata(String label) {
    return null;
  }

  /** Notes a value for {@link #metadata}; does nothing where nobody asks for metadata. */
  public void note(String label, String value) {}

  /** The same query, about which these names are asked. All queries made of it share its notes. */
  public Query withMetadata(Names names) {
    return new Known(this, new Metadata(this, names));
  }

  /** The same query for another name, in any case. */
  public Query withName(Name name) {
    return with(Question.of(name, type(), dclass()), edns, idAndFlags);
  }

  /** The same query for another type. */
  public Query withType(int type) {
    return with(question.withType(type), edns, idAndFlags);
  }

  /** The same query with these flags set, bits of the header's second word, and those cleared. */
  public Query withFlags(int set, int clear) {
    return with(question, edns, (idAndFlags | set) & ~clear);
  }

  /** The same query for another class. */
  public Query withClass(int dclass) {
    return with(question.withClass(dclass), edns, idAndFlags);
  }

  /** The same query with this OPT record. */
  public Query withEdns(Edns newEdns) {
    return with(question, newEdns, idAndFlags);
  }

  /** The same query, to be answered at once or not at all; look-ups within it, too. */
  public Query atOnce() {
    return copy(question, edns, route, received, idAndFlags, depth | AT_ONCE);
  }

  /**
   * A look-up of class IN within this one: another name and type, one step deeper, without
   * metadata.
   */
  public Query lookup(Name name, int type) {
    return copy(Question.of(name, type, DClass.IN), edns, route, received, idAndFlags, depth + 1);
  }

  /**
   * The same query, dispatched to this route, without metadata.
   *
   * @param when when it set out on it, by {@link System#nanoTime}
   */
  public Query on(Route newRoute, long when) {
    return copy(question, edns, newRoute, when, idAndFlags, depth);
  }

  /** This query with another content. */
  Query with(Question newQuestion, @Nullable Edns newEdns, int newIdAndFlags) {
    return copy(newQuestion, newEdns, route, received, newIdAndFlags, depth);
  }

  private Query copy(
      Question newQuestion,
      @Nullable Edns newEdns,
      Route newRoute,
      long when,
      int newIdAndFlags,
      int newDepth) {
    return new Query(newQuestion, newEdns, client, newRoute, when, newIdAndFlags, size, newDepth);
  }

  @Override
  public String toString() {
    return question + " from " + client.address();
  }

  /** A query of which more is known. Its own type, so that others do not grow by a field. */
  private static final class Known extends Query {
    private final Metadata metadata;

    Known(Query query, Metadata metadata) {
      super(
          query.question,
          query.edns,
          query.client,
          query.route,
          query.received,
          query.idAndFlags,
          query.size,
          query.depth);
      this.metadata = metadata;
    }

    @Override
    public @Nullable String metadata(String label) {
      return metadata.value(label);
    }

    @Override
    public void note(String label, String value) {
      metadata.note(label, value);
    }

    @Override
    public Query atOnce() {
      return new Known(super.atOnce(), metadata);
    }

    @Override
    Query with(Question newQuestion, @Nullable Edns newEdns, int newIdAndFlags) {
      return new Known(super.with(newQuestion, newEdns, newIdAndFlags), metadata);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.Edns;
import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.ResponseWriter;
import io.binnacle.plugin.Client;
import io.binnacle.plugin.Drop;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.PerRoute;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.plugin.Route;
import io.binnacle.plugin.Transport;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.embedded.EmbeddedChannel;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

/** A cache with a clock of its own, over whatever the test wants below it. */
final class Cached {
  static final int AD = 0x8000 >>> Flags.AD;
  static final int RD = 0x8000 >>> Flags.RD;
  static final int CD = 0x8000 >>> Flags.CD;
  static final int TC = 0x8000 >>> Flags.TC;

  /** The address of {@code www.example.org}. */
  static final Response ADDRESS = response(Rcode.NOERROR, "www.example.org 300 A 192.0.2.1");

  /** A failure, and its reason. */
  static final Response FAILURE =
      response(Rcode.SERVFAIL).withExtendedError(new ExtendedError(6, "bogus"));

  private static final Route ROUTE = new Route("dns://:53", ".", "", 0);

  final CacheConfig config;
  final CacheHandler handler;
  final PrometheusRegistry registry = new PrometheusRegistry();

  /** What came through to the handlers below. */
  final List<Query> below = new ArrayList<>();

  private final ResponseWriter writer = new ResponseWriter();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Client client =
      Client.of(
          new InetSocketAddress("192.0.2.7", 40212),
          new InetSocketAddress("192.0.2.53", 53),
          Transport.UDP,
          channel.eventLoop());
  private Supplier<CompletionStage<Response>> upstream = CompletableFuture::new;
  private long nanos = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(20); // runs over soon
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  Cached(String directive) throws CorefileException {
    channel.freezeTime();
    CacheMetrics metrics = new CacheMetrics(registry);
    config = CacheConfig.parse(Directives.parse(directive), Zones.ROOT);
    handler =
        new CacheHandler(
            config,
            this::askBelow,
            new PerRoute<>(route -> metrics.meters(route, ".")),
            () -> nanos,
            () -> now);
  }

  private CompletionStage<Response> askBelow(Query query) {
    below.add(query);
    return upstream.get();
  }

  /** From now on the handlers below say this. */
  void answers(Response response) {
    upstream = () -> CompletableFuture.completedFuture(response);
  }

  /** From now on the handlers below take their time: until the future is completed. */
  CompletableFuture<Response> answersLater() {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    upstream = () -> answer;
    return answer;
  }

  /** From now on the handlers below say nothing. */
  void isSilent() {
    upstream = CompletableFuture::new;
  }

  void pass(Duration time) {
    nanos += time.toNanos();
    now = now.plus(time);
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  void passSeconds(int seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** A query with an OPT record, so that reasons are told. */
  Query query(String name, int type) {
    Edns edns = Edns.of(1232, 0, 0, new byte[0]);
    return Queries.query(name, type, edns, client).on(ROUTE, nanos);
  }

  Query dnssecQuery(String name, int type) {
    Edns edns = Edns.of(1232, 0, Edns.DO, new byte[0]);
    return Queries.query(name, type, edns, client).on(ROUTE, nanos);
  }

  /** Asks for an address of www.example.org; there is a response at once. */
  Message ask() {
    return ask(query("www.example.org", Type.A));
  }

  /** What the client gets, at once. */
  Message ask(Query query) {
    return sent(query, later(query));
  }

  /** What the client gets of a response that is there by now. */
  Message sent(Query query, CompletableFuture<Response> response) {
    channel.runPendingTasks();
    Response there = Objects.requireNonNull(response.getNow(null), "no response yet");
    int length = writer.write(query, there.compile(query.question()), 0xffff, query.received());
    try {
      return new Message(Arrays.copyOf(writer.buffer(), length));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Asks what there is no response to yet. */
  void start(Query query) {
    if (later(query).isDone()) {
      throw new AssertionError("there is a response already");
    }
  }

  /** Does what the engine does with a query. */
  CompletableFuture<Response> later(Query query) {
    return switch (handler.handle(query)) {
      case Next(@Nullable Query asked, @Nullable ResponseFilter filter) ->
          askBelow(asked == null ? query : asked)
              .thenApply(
                  response -> filter == null ? response : (Response) filter.filter(query, response))
              .toCompletableFuture();
      case Later later -> later.response().thenApply(Response.class::cast).toCompletableFuture();
      case Response response -> CompletableFuture.completedFuture(response);
      case Drop drop -> throw new AssertionError(drop);
    };
  }

  /** What comes out of the cache's metrics under this name, added up over labels. */
  double count(String name, String... typeLabel) {
    return registry.scrape(it -> it.equals("coredns_cache_" + name)).stream()
        .flatMap(metric -> metric.getDataPoints().stream())
        .filter(
            point -> typeLabel.length == 0 || typeLabel[0].equals(point.getLabels().get("type")))
        .mapToDouble(
            point ->
                switch (point) {
                  case io.prometheus.metrics.model.snapshots.CounterSnapshot
                              .CounterDataPointSnapshot
                          counter ->
                      counter.getValue();
                  case GaugeDataPointSnapshot gauge -> gauge.getValue();
                  default -> throw new AssertionError(point);
                })
        .sum();
  }

  /** Name, type and TTL of each record: {@code www.example.org. A 300}. */
  static List<String> records(Message response, int section) {
    return response.getSection(section).stream()
        .filter(record -> record.getType() != Type.OPT)
        .map(
            record ->
                record.getName() + " " + Type.string(record.getType()) + " " + record.getTTL())
        .toList();
  }

  static List<String> answers(Message response) {
    return records(response, Section.ANSWER);
  }

  // Responses

  /** Records as in a zone file, those of the authority section behind {@code --}. */
  static Response response(int rcode, String... records) {
    Message message = new Message();
    message.getHeader().setFlag(Flags.QR);
    message.getHeader().setFlag(Flags.RA);
    message.getHeader().setRcode(rcode);
    int section = Section.ANSWER;
    for (String record : records) {
      if (record.equals("--")) {
        section++;
      } else {
        message.addRecord(record(record), section);
      }
    }
    return MessageResponse.of(message);
  }

  static Record record(String text) {
    String[] fields = text.split(" +", 4);
    try {
      return Record.fromString(
          Queries.name(fields[0]),
          Type.value(fields[2]),
          DClass.IN,
          Long.parseLong(fields[1]),
          new Tokenizer(fields[3]),
          Name.root);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
